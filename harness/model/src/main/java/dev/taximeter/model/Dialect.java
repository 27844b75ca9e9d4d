package dev.taximeter.model;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A wire format that a vendor's server speaks over HTTP. */
public enum Dialect {
    /** OpenAI {@code /v1/chat/completions}; also every server that copies it. */
    OPENAI_CHAT("openai"),
    /** OpenAI {@code /v1/responses}. */
    OPENAI_RESPONSES("openai"),
    /** OpenAI {@code /v1/completions}: text models, and models fine-tuned on bare text. */
    OPENAI_COMPLETIONS("openai"),
    /** OpenAI {@code /v1/embeddings}; answers with a vector, never in a stream. */
    OPENAI_EMBEDDINGS("openai"),
    /** Azure OpenAI, {@code /openai/deployments/{deployment}/chat/completions?api-version=…}. */
    AZURE_DEPLOYMENT("azure-openai"),
    /** Azure OpenAI, {@code /openai/v1/chat/completions}; the model field is the deployment's name. */
    AZURE_V1("azure-openai"),
    /** Anthropic {@code /v1/messages}. */
    ANTHROPIC_MESSAGES("anthropic"),
    /** Anthropic {@code /v1/complete}, of Claude Instant's time. */
    ANTHROPIC_COMPLETE("anthropic"),
    /** vLLM {@code /v1/chat/completions}. */
    VLLM_CHAT("vllm"),
    /** vLLM {@code /v1/completions}. */
    VLLM_COMPLETIONS("vllm"),
    /** Hugging Face TGI {@code /v1/chat/completions}. */
    TGI_CHAT("tgi"),
    /** Hugging Face TGI {@code /generate} and {@code /generate_stream}. */
    TGI_GENERATE("tgi"),
    /** llama.cpp's server, {@code /v1/chat/completions}. */
    LLAMA_CPP_CHAT("llama-cpp"),
    /** Ollama {@code /api/chat}. */
    OLLAMA_CHAT("ollama"),
    /** Ollama {@code /v1/chat/completions}. */
    OLLAMA_COMPATIBLE("ollama"),
    /** Google Gemini {@code generateContent} and {@code streamGenerateContent}. */
    GEMINI("gemini"),
    /** Amazon Bedrock {@code Converse} and {@code ConverseStream}. */
    BEDROCK_CONVERSE("bedrock");

    private final String vendor;

    Dialect(String vendor) {
        this.vendor = vendor;
    }

    /** The vendor's name as price books, profiles and scenario files write it. */
    public String vendor() {
        return vendor;
    }

    /**
     * The vendor's public endpoint; empty where each customer has one (Azure, self-hosted servers) or each region
     * (Bedrock).
     */
    public Optional<String> publicEndpoint() {
        return switch (this) {
            case OPENAI_CHAT, OPENAI_RESPONSES, OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS ->
                Optional.of("https://api.openai.com/v1");
            case ANTHROPIC_MESSAGES, ANTHROPIC_COMPLETE -> Optional.of("https://api.anthropic.com");
            case GEMINI -> Optional.of("https://generativelanguage.googleapis.com");
            case AZURE_DEPLOYMENT,
                    AZURE_V1,
                    VLLM_CHAT,
                    VLLM_COMPLETIONS,
                    TGI_CHAT,
                    TGI_GENERATE,
                    LLAMA_CPP_CHAT,
                    OLLAMA_CHAT,
                    OLLAMA_COMPATIBLE,
                    BEDROCK_CONVERSE -> Optional.empty();
        };
    }

    /** Whether its servers are the user's own, and may well want no key. */
    public boolean selfHosted() {
        return switch (this) {
            case VLLM_CHAT, VLLM_COMPLETIONS, TGI_CHAT, TGI_GENERATE, LLAMA_CPP_CHAT, OLLAMA_CHAT, OLLAMA_COMPATIBLE ->
                true;
            case OPENAI_CHAT,
                    OPENAI_RESPONSES,
                    OPENAI_COMPLETIONS,
                    OPENAI_EMBEDDINGS,
                    AZURE_DEPLOYMENT,
                    AZURE_V1,
                    ANTHROPIC_MESSAGES,
                    ANTHROPIC_COMPLETE,
                    GEMINI,
                    BEDROCK_CONVERSE -> false;
        };
    }

    /** The ways in which a request of this dialect can ask for JSON; in words it can always. */
    public Set<JsonForm> jsonForms() {
        return switch (this) {
            case OPENAI_CHAT,
                    OPENAI_RESPONSES,
                    AZURE_DEPLOYMENT,
                    AZURE_V1,
                    VLLM_CHAT,
                    TGI_CHAT,
                    LLAMA_CPP_CHAT,
                    OLLAMA_CHAT,
                    OLLAMA_COMPATIBLE,
                    GEMINI -> EnumSet.allOf(JsonForm.class);
            case ANTHROPIC_MESSAGES -> EnumSet.complementOf(EnumSet.of(JsonForm.JSON_OBJECT));
            case VLLM_COMPLETIONS, TGI_GENERATE -> EnumSet.of(JsonForm.PROMPT, JsonForm.JSON_SCHEMA);
            case BEDROCK_CONVERSE -> EnumSet.of(JsonForm.PROMPT, JsonForm.TOOL_CALL);
            case OPENAI_COMPLETIONS, ANTHROPIC_COMPLETE, OPENAI_EMBEDDINGS -> EnumSet.of(JsonForm.PROMPT);
        };
    }

    /** Whether it answers with a vector in the place of words. */
    public boolean embeds() {
        return this == OPENAI_EMBEDDINGS;
    }
}
