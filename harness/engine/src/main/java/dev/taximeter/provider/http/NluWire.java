package dev.taximeter.provider.http;

import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target.NluHttp;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One call to a server of a local model. Unlike the dialects of language models it remembers the answer: one for each call. */
final class NluWire implements WireDialect {
    private static final JsonMapper JSON = new JsonMapper();

    private final NluHttp target;
    private String asked = "";
    private @Nullable NluAnswer answer;

    NluWire(NluHttp target) {
        this.target = target;
    }

    /** What was answered; null when nothing was. */
    @Nullable
    NluAnswer answer() {
        return answer;
    }

    @Override
    public HttpUrl url() {
        HttpUrl base = HttpUrl.get(target.address().toString());
        String path = switch (target.api()) {
            case PARSE -> "v1/parse";
            case RASA -> "model/parse";
            case KSERVE -> "v2/models/" + target.model() + "/infer";
            case TEI -> "predict";
        };
        return base.newBuilder().addPathSegments(path).build();
    }

    @Override
    public Headers headers(@Nullable String key) {
        return key == null ? Headers.of() : Headers.of("Authorization", "Bearer " + key);
    }

    @Override
    public byte[] body(Call call) {
        String text = call.question();
        asked = text;
        ObjectNode json = JSON.createObjectNode();
        switch (target.api()) {
            case PARSE, RASA -> json.put("text", text);
            case TEI -> json.put("inputs", text);
            case KSERVE -> {
                ObjectNode input = json.putArray("inputs").addObject();
                input.put("name", "text").put("datatype", "BYTES");
                input.putArray("shape").add(1);
                input.putArray("data").add(text);
            }
        }
        return JSON.writeValueAsBytes(json);
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        throw new MalformedException("a label does not come in a stream");
    }

    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        NluAnswer read = NluAnswer.of(target, asked, body);
        answer = read;
        draft.content(read.intent());
        draft.finish("label");
        draft.end();
    }

    @Override
    public void facts(Headers headers, FactsDraft facts) {
        ServerClocks.tei(headers, facts);
    }

    /** A local model is not billed by tokens; what this says is not kept. */
    @Override
    public TokenUsage estimate(TokenEstimator estimator, Call call, String answered) {
        return estimator.usage(call.question(), "");
    }

    @Override
    public Kind failure(int status, ErrorBody error, Headers headers) {
        return FailureKinds.of(status, error);
    }

    @Override
    public String requestIdHeader() {
        return "x-request-id";
    }

    @Override
    public @Nullable String regionHeader() {
        return null;
    }
}
