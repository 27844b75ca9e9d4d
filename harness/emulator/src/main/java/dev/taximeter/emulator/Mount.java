package dev.taximeter.emulator;

import dev.taximeter.model.Profile;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One emulated vendor under its own base path, so that one process can stand in for every arm of a run.
 *
 * @param name the arm's name, {@code [A-Za-z0-9._-]+}; the first segment of the path
 * @param profile how it behaves
 * @param model the only model (Azure: deployment) it knows, anything else is answered with 404; null for every model
 * @param voice name of the mount whose answers it gives, right and wrong ones, because both are one model; its own otherwise
 */
public record Mount(String name, Profile profile, @Nullable String model, String voice) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** @throws IllegalArgumentException if the name cannot be a segment of a path */
    public Mount {
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("not a name for an emulated arm: \"" + name + "\"");
        }
    }

    /** A mount that speaks for itself. */
    public Mount(String name, Profile profile, @Nullable String model) {
        this(name, profile, model, name);
    }

    /** A mount that knows every model and speaks for itself. */
    public Mount(String name, Profile profile) {
        this(name, profile, null);
    }

    /**
     * What a client takes for the vendor's endpoint: the address without the path that the dialect adds.
     *
     * @param port where the emulator listens, 1..65535
     */
    public URI baseUri(int port) {
        String scheme = profile.serving().https() ? "https" : "http";
        String base = scheme + "://127.0.0.1:" + port + "/" + name;
        return switch (profile.dialect()) {
            case OPENAI_CHAT, OPENAI_RESPONSES, OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS -> URI.create(base + "/v1");
            case AZURE_DEPLOYMENT,
                    AZURE_V1,
                    ANTHROPIC_MESSAGES,
                    ANTHROPIC_COMPLETE,
                    VLLM_CHAT,
                    VLLM_COMPLETIONS,
                    TGI_CHAT,
                    TGI_GENERATE,
                    LLAMA_CPP_CHAT,
                    OLLAMA_CHAT,
                    OLLAMA_COMPATIBLE,
                    GEMINI,
                    BEDROCK_CONVERSE -> URI.create(base);
        };
    }
}
