package dev.taximeter.provider.http;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Call;
import java.io.ByteArrayOutputStream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Chat Completions as self-hosted servers speak them: vLLM, TGI, llama.cpp and Ollama. The answers are OpenAI's with
 * clocks and habits of their own; the requests differ where the servers can do more than OpenAI, or less: the limit is
 * always {@code max_tokens} (Ollama knows no other and passes over {@code max_completion_tokens} in silence), and vLLM and
 * llama.cpp can be kept from ending early.
 */
final class HostedChat implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final HttpUrl url;
    private final Dialect dialect;
    private final String model;

    HostedChat(Target.Http target) {
        this.url = OpenAiWay.url(target, "v1/chat/completions");
        this.dialect = target.dialect();
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("model", model);
            json.writeArrayPropertyStart("messages");
            if (!call.instructions().isEmpty()) {
                ChatCompletions.message(json, "system", call.instructions());
            }
            ChatCompletions.turns(json, call);
            json.writeEndArray();
            json.writeNumberProperty("max_tokens", call.maxOutputTokens());
            json.writeNumberProperty("temperature", 0);
            ChatCompletions.stop(json, "stop", call.answer().stop());
            exactLength(json, call);
            format(json, call.answer().format());
            if (call.stream()) {
                ChatCompletions.stream(json);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void exactLength(JsonGenerator json, Call call) {
        if (!call.answer().exactLength()) {
            return;
        }
        if (dialect == Dialect.VLLM_CHAT) {
            VllmCompletions.exactLength(json, call.maxOutputTokens());
        } else if (dialect == Dialect.LLAMA_CPP_CHAT) {
            json.writeBooleanProperty("ignore_eos", true);
            json.writeNumberProperty("n_predict", call.maxOutputTokens());
        }
    }

    /** Each server has a word of its own for a grammar made from a schema. */
    private void format(JsonGenerator json, AnswerFormat format) {
        if (!(format instanceof AnswerFormat.JsonSchema wanted)) {
            AnswerFields.write(json, format);
        } else if (dialect == Dialect.VLLM_CHAT) {
            VllmCompletions.structured(json, wanted);
        } else if (dialect == Dialect.TGI_CHAT) {
            json.writeObjectPropertyStart("response_format");
            TgiGenerate.grammar(json, wanted.schema());
            json.writeEndObject();
        } else {
            AnswerFields.write(json, wanted);
        }
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
    public void facts(Headers headers, FactsDraft facts) {
        ServerClocks.tgi(headers, facts);
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
