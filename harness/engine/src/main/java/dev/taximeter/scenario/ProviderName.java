package dev.taximeter.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code provider:} may say. A new provider is a constant here, a section, and a case in {@link ArmsSection}. */
enum ProviderName {
    OPENAI,
    AZURE_OPENAI,
    ANTHROPIC,
    VLLM,
    TGI,
    LLAMA_CPP,
    OLLAMA,
    GEMINI,
    BEDROCK,
    NLU,
    HYBRID,
    NLU_REDIS,
    NLU_PUBSUB,
    NLU_HTTP;

    static final Kind<ProviderName> KIND = Kinds.choice(byName());

    /** The keys of such an arm; the section's name is the provider's in files. */
    Section section() {
        return switch (this) {
            case OPENAI -> Sections.OPENAI;
            case AZURE_OPENAI -> Sections.AZURE;
            case ANTHROPIC -> Sections.ANTHROPIC;
            case VLLM -> Sections.VLLM;
            case TGI -> Sections.TGI;
            case LLAMA_CPP -> Sections.LLAMA_CPP;
            case OLLAMA -> Sections.OLLAMA;
            case GEMINI -> Sections.GEMINI;
            case BEDROCK -> Sections.BEDROCK;
            case NLU -> Sections.NLU;
            case HYBRID -> Sections.HYBRID;
            case NLU_REDIS -> Sections.NLU_REDIS;
            case NLU_PUBSUB -> Sections.NLU_PUBSUB;
            case NLU_HTTP -> Sections.NLU_HTTP;
        };
    }

    private static Map<String, ProviderName> byName() {
        Map<String, ProviderName> names = new LinkedHashMap<>();
        for (ProviderName provider : values()) {
            names.put(provider.section().name(), provider);
        }
        return names;
    }
}
