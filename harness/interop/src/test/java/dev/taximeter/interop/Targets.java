package dev.taximeter.interop;

import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Target;
import java.net.URI;

/** How each dialect is asked of a server that speaks several under one address. */
final class Targets {
    private static final Credential KEY = new Credential.Key("MADE_UP_KEY");
    private static final Credential AWS = new Credential.Aws("MADE_UP_ID", "MADE_UP_SECRET", null, "us-east-1");

    private Targets() {}

    /** @param base the server's address, without a slash at its end */
    static Target.Http at(Dialect dialect, String base) {
        return switch (dialect) {
            case OPENAI_CHAT, OPENAI_RESPONSES, OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS -> plain(dialect, base + "/v1");
            case AZURE_DEPLOYMENT -> new Target.Http(dialect, URI.create(base), "tiny", "tiny", "2024-10-21", KEY);
            case AZURE_V1 -> new Target.Http(dialect, URI.create(base), "tiny", "tiny", null, KEY);
            case ANTHROPIC_MESSAGES,
                    ANTHROPIC_COMPLETE,
                    VLLM_CHAT,
                    VLLM_COMPLETIONS,
                    TGI_CHAT,
                    TGI_GENERATE,
                    LLAMA_CPP_CHAT,
                    OLLAMA_CHAT,
                    OLLAMA_COMPATIBLE,
                    GEMINI -> plain(dialect, base);
            case BEDROCK_CONVERSE -> new Target.Http(dialect, URI.create(base), "tiny", null, null, AWS);
        };
    }

    private static Target.Http plain(Dialect dialect, String address) {
        return new Target.Http(dialect, URI.create(address), "tiny", null, null, KEY);
    }
}
