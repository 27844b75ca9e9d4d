package dev.taximeter.provider.http;

import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** OpenAI Chat Completions, and every server that copies it. */
final class OpenAiChat implements WireDialect {
    private final HttpUrl url;
    private final String model;

    OpenAiChat(Target.Http target) {
        this.url = OpenAiWay.url(target, "chat/completions");
        this.model = target.model();
    }

    @Override
    public HttpUrl url() {
        return url;
    }

    @Override
    public Headers headers(@Nullable String key) {
        return OpenAiWay.headers(key);
    }

    @Override
    public byte[] body(Call call) {
        return ChatCompletions.body(call, model, model);
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        ChatCompletions.event(data, draft);
    }

    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        ChatCompletions.whole(body, draft);
    }

    @Override
    public Kind failure(int status, ErrorBody error, Headers headers) {
        return FailureKinds.of(status, error);
    }

    @Override
    public String requestIdHeader() {
        return OpenAiWay.REQUEST_ID;
    }

    @Override
    public @Nullable String regionHeader() {
        return null;
    }
}
