package dev.taximeter.cli;

import dev.taximeter.model.Credential;
import dev.taximeter.model.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who sends the bill for a target, and for which region. */
final class Biller {
    /** Vendors who speak another one's wire format, by the host of their public endpoint. */
    private static final Map<String, String> BY_HOST =
            Map.of("api.groq.com", "groq", "api.mistral.ai", "mistral", "api.deepseek.com", "deepseek");

    private Biller() {}

    /** The vendor's name in price books. */
    static String vendor(Target target) {
        return target instanceof Target.Http http && http.endpoint().getHost() != null
                ? BY_HOST.getOrDefault(http.endpoint().getHost(), target.vendor())
                : target.vendor();
    }

    /** Null where the arm names none. */
    static @Nullable String region(Target target) {
        return target instanceof Target.Http http && http.credential() instanceof Credential.Aws aws
                ? aws.region()
                : null;
    }
}
