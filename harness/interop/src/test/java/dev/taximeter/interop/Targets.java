package dev.taximeter.interop;

import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Target;
import java.net.URI;

/** How each dialect is asked of a server that speaks several under one address. */
final class Targets {
    private static final Credential KEY = new Credential.Key("MADE_UP_KEY");

    private Targets() {}

    /** @param base the server's address, without a slash at its end */
    static Target.Http at(Dialect dialect, String base) {
        return switch (dialect) {
            case OPENAI_CHAT -> new Target.Http(dialect, URI.create(base + "/v1"), "tiny", null, null, KEY);
            case AZURE_DEPLOYMENT -> new Target.Http(dialect, URI.create(base), "tiny", "tiny", "2024-10-21", KEY);
            case AZURE_V1 -> new Target.Http(dialect, URI.create(base), "tiny", "tiny", null, KEY);
            case ANTHROPIC_MESSAGES -> new Target.Http(dialect, URI.create(base), "tiny", null, null, KEY);
        };
    }
}
