package dev.taximeter.provider.http;

import dev.taximeter.model.Target;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What all of OpenAI's interfaces have in common, and every server that copies them. */
final class OpenAiWay {
    static final String REQUEST_ID = "x-request-id";

    private OpenAiWay() {}

    /** @param path below the endpoint, e.g. {@code chat/completions} */
    static HttpUrl url(Target.Http target, String path) {
        return HttpUrl.get(target.endpoint().toString())
                .newBuilder()
                .addPathSegments(path)
                .build();
    }

    static Headers headers(@Nullable String key) {
        return key == null ? Headers.of() : Headers.of("Authorization", "Bearer " + key);
    }
}
