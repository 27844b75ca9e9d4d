package dev.taximeter.emulator;

import dev.taximeter.model.Serving;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Azure OpenAI's chat completions, under the deployment's address and under v1. Its gateway writes keys in alphabetical
 * order and adds what its content filter found. A filter that holds content back releases it in bursts, each frame with
 * its findings; where frames go out one by one the filter is asynchronous: its findings come later, in frames of their
 * own without a delta, the last of them after the finish.
 */
final class AzureWire implements Wire {
    private static final Pattern DEPLOYMENT_PATH = Pattern.compile("openai/deployments/([^/]+)/chat/completions");
    private static final List<String> FILTERED = List.of("hate", "self_harm", "sexual", "violence");

    /** Content frames between two findings of the asynchronous filter. */
    private static final int FRAMES_A_FINDING = 16;

    private final @Nullable String onlyDeployment;
    private final Tokens tokens;
    private final String session;
    private final boolean asynchronousFilter;

    AzureWire(@Nullable String onlyDeployment, Tokens tokens, Seed seed, boolean asynchronousFilter) {
        this.onlyDeployment = onlyDeployment;
        this.tokens = tokens;
        this.asynchronousFilter = asynchronousFilter;
        this.session = "d008-emulated-" + new Noise(seed.branch("session")).hex(8);
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        Matcher deploymentPath = DEPLOYMENT_PATH.matcher(incoming.path());
        boolean byDeployment = deploymentPath.matches() && incoming.query().containsKey("api-version");
        incoming.requirePost(byDeployment || incoming.path().equals("openai/v1/chat/completions"));
        incoming.requireKey("api-key", "Authorization");
        Body body = Body.parse(incoming.body());
        String named = body.string("model").orElse("");
        String deployment = byDeployment ? deploymentPath.group(1) : named;
        if (deployment.isEmpty()) {
            throw Body.bad("model", "you must provide a model parameter");
        }
        if (onlyDeployment != null && !onlyDeployment.equals(deployment)) {
            throw new Refused(
                    Fault.Kind.UNKNOWN_MODEL,
                    "The API deployment for this resource does not exist; the emulated one is " + onlyDeployment + ".");
        }
        return ChatRequest.read(incoming, body, deployment, tokens);
    }

    @Override
    public String requestId(Noise noise) {
        return noise.uuid();
    }

    @Override
    public String answerId(Noise noise) {
        return "chatcmpl-" + noise.alphanumeric(29);
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        String requestId = situation.requestId();
        Allowance allowance = situation.allowance();
        headers.set("apim-request-id", requestId);
        headers.set("azureml-model-session", situation.session() == null ? session : situation.session());
        headers.set("x-envoy-upstream-service-time", TimeUnit.NANOSECONDS.toMillis(situation.elapsedNanos()));
        headers.set("x-ms-client-request-id", requestId);
        headers.set("x-ms-region", "Emulated");
        allowance.set(headers, "x-ratelimit-limit-requests", allowance.requestsLimit());
        allowance.set(headers, "x-ratelimit-limit-tokens", allowance.tokensLimit());
        allowance.set(headers, "x-ratelimit-remaining-requests", allowance.requestsRemaining());
        allowance.set(headers, "x-ratelimit-remaining-tokens", allowance.tokensRemaining());
        headers.set("x-request-id", requestId);
        Serving.Spillover spilled = situation.spilled();
        if (spilled != null) {
            headers.set("x-ms-spillover-from-" + spilled.from(), "true");
            headers.set("x-ms-" + spilled.to(), "true");
            headers.set("x-ms-spillover-error", "429");
        }
        situation
                .utilisationRatio()
                .ifPresent(ratio -> headers.set(
                        "azure-openai-deployment-utilization", String.format(Locale.ROOT, "%.1f%%", 100 * ratio)));
    }

    @Override
    public String opening(Turn turn) {
        ObjectNode filter = Json.object();
        filter.putArray("choices");
        filter.put("created", 0).put("id", "").put("model", "").put("object", "");
        filter.set("prompt_filter_results", promptFilterResults());
        ObjectNode delta = Json.object().put("content", "").putNull("refusal").put("role", "assistant");
        return event(filter) + event(frame(turn, Json.object(), delta, null));
    }

    @Override
    public String content(Turn turn, Piece piece) {
        ObjectNode delta = OpenAiTerms.delta(turn, piece);
        if (!asynchronousFilter) {
            return event(frame(turn, filterResults(), delta, null));
        }
        String content = event(frame(turn, Json.object(), delta, null));
        return (piece.index() + 1) % FRAMES_A_FINDING == 0 ? content + finding(piece.index() + 1) : content;
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        String finish = event(frame(turn, Json.object(), Json.object(), OpenAiTerms.finishReason(turn)));
        if (asynchronousFilter) {
            finish += finding(turn.completion().pieces().size());
        }
        return finish + (turn.ask().includeUsage() ? usageFrame(turn, timeline) : "") + end();
    }

    @Override
    public String errorFrame(Fault fault, String requestId) {
        return "data: " + fault(fault, requestId) + "\n\n";
    }

    @Override
    public String end() {
        return "data: [DONE]\n\n";
    }

    @Override
    public String samplePath() {
        return "openai/v1/chat/completions";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        ObjectNode body = Json.object();
        ObjectNode choice = body.putArray("choices").addObject();
        choice.set("content_filter_results", filterResults());
        choice.put("finish_reason", OpenAiTerms.finishReason(turn))
                .put("index", 0)
                .putNull("logprobs");
        ObjectNode message = choice.putObject("message");
        message.putArray("annotations");
        OpenAiTerms.words(message, turn);
        message.put("role", "assistant");
        body.put("created", turn.createdSeconds())
                .put("id", turn.answerId())
                .put("model", turn.ask().model())
                .put("object", "chat.completion");
        body.set("prompt_filter_results", promptFilterResults());
        body.put("service_tier", "default").putNull("system_fingerprint");
        body.set("usage", usage(turn, latencyCheckpoint(timeline)));
        return body.toString();
    }

    @Override
    public int status(Fault fault) {
        return OpenAiTerms.status(fault);
    }

    @Override
    public String fault(Fault fault, String requestId) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        switch (fault.kind()) {
            case UNKNOWN_MODEL -> error.put("code", "DeploymentNotFound").put("message", fault.message());
            case BAD_REQUEST -> error.put("code", "BadRequest").put("message", fault.message());
            case QUOTA_EXHAUSTED, SPEND_LIMIT ->
                error.put("code", "insufficient_quota").put("message", fault.message());
            case PROMPT_FILTERED -> promptFiltered(error, fault);
            case UNAUTHORISED,
                    FORBIDDEN,
                    UNPROCESSABLE,
                    TIMED_OUT,
                    CONFLICT,
                    UNKNOWN_PATH,
                    RATE_LIMITED,
                    TOKENS_LIMITED,
                    TOO_LARGE,
                    SLOW_DOWN,
                    SERVER_ERROR,
                    OVERLOADED ->
                error.put("code", Integer.toString(status(fault))).put("message", fault.message());
        }
        return body.toString();
    }

    private static void promptFiltered(ObjectNode error, Fault fault) {
        error.put("message", fault.message())
                .putNull("type")
                .put("param", "prompt")
                .put("code", "content_filter")
                .put("status", 400);
        ObjectNode found = error.putObject("innererror")
                .put("code", "ResponsibleAIPolicyViolation")
                .putObject("content_filter_result");
        FILTERED.forEach(category -> found.set(category, safe()));
        found.putObject("violence").put("filtered", true).put("severity", "high");
    }

    private static ObjectNode frame(
            Turn turn, ObjectNode filterResults, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode frame = Json.object();
        ObjectNode choice = frame.putArray("choices").addObject();
        choice.set("content_filter_results", filterResults);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason).put("index", 0).putNull("logprobs");
        common(frame, turn);
        return turn.ask().includeUsage() ? frame.putNull("usage") : frame;
    }

    /** What the asynchronous filter found up to this many frames: a choice without a delta. */
    private static String finding(int frames) {
        ObjectNode frame = Json.object();
        ObjectNode choice = frame.putArray("choices").addObject();
        choice.putObject("content_filter_offsets")
                .put("check_offset", frames)
                .put("end_offset", frames)
                .put("start_offset", 0);
        choice.set("content_filter_results", filterResults());
        choice.putNull("finish_reason").put("index", 0);
        return event(frame.put("created", 0).put("id", "").put("model", "").put("object", ""));
    }

    private static String usageFrame(Turn turn, Timeline timeline) {
        ObjectNode frame = Json.object();
        frame.putArray("choices");
        frame.put("created", turn.createdSeconds()).put("id", turn.answerId());
        frame.set("latency_checkpoint", latencyCheckpoint(timeline));
        afterId(frame, turn);
        frame.set("usage", usage(turn, null));
        return event(frame);
    }

    private static void common(ObjectNode frame, Turn turn) {
        frame.put("created", turn.createdSeconds()).put("id", turn.answerId());
        afterId(frame, turn);
    }

    private static void afterId(ObjectNode frame, Turn turn) {
        frame.put("model", turn.ask().model());
        if (turn.ask().obfuscate()) {
            Noise noise = turn.noise();
            frame.put("obfuscation", noise.alphanumeric(noise.upTo(16)));
        }
        frame.put("object", "chat.completion.chunk").put("service_tier", "default");
        frame.putNull("system_fingerprint");
    }

    /** What Azure says of itself at the end, here of the emulator's own true times. */
    private static ObjectNode latencyCheckpoint(Timeline timeline) {
        long gaps = Math.max(1, timeline.frames() - 1);
        long betweenMs = millis((timeline.lastNanos() - timeline.firstNanos()) / gaps);
        long beforeNanos = timeline.openedNanos();
        return Json.object()
                .put("engine_tbt_ms", betweenMs)
                .put("engine_ttft_ms", millis(timeline.firstNanos() - beforeNanos))
                .put("engine_ttlt_ms", millis(timeline.lastNanos() - beforeNanos))
                .put("pre_inference_ms", millis(beforeNanos))
                .put("service_tbt_ms", betweenMs)
                .put("service_ttft_ms", millis(timeline.firstNanos()))
                .put("service_ttlt_ms", millis(timeline.lastNanos()))
                .put("total_duration_ms", millis(timeline.lastNanos() - beforeNanos))
                .put("user_visible_ttft_ms", millis(timeline.firstNanos() - beforeNanos));
    }

    private static ObjectNode usage(Turn turn, @Nullable ObjectNode latencyCheckpoint) {
        Usage used = turn.usage();
        ObjectNode usage = Json.object().put("completion_tokens", used.outputTokens());
        usage.putObject("completion_tokens_details")
                .put("accepted_prediction_tokens", 0)
                .put("audio_tokens", 0)
                .put("reasoning_tokens", used.reasoningTokens())
                .put("rejected_prediction_tokens", 0);
        if (latencyCheckpoint != null) {
            usage.set("latency_checkpoint", latencyCheckpoint);
        }
        usage.put("prompt_tokens", used.inputTokens());
        usage.putObject("prompt_tokens_details").put("audio_tokens", 0).put("cached_tokens", used.cacheReadTokens());
        return usage.put("total_tokens", used.inputTokens() + used.outputTokens());
    }

    private static ArrayNode promptFilterResults() {
        ArrayNode results = Json.array();
        ObjectNode found = results.addObject().put("prompt_index", 0).putObject("content_filter_results");
        for (String category : FILTERED) {
            if (category.equals("self_harm")) {
                found.putObject("jailbreak").put("detected", false).put("filtered", false);
            }
            found.set(category, safe());
        }
        return results;
    }

    private static ObjectNode filterResults() {
        ObjectNode found = Json.object();
        FILTERED.forEach(category -> found.set(category, safe()));
        return found;
    }

    private static ObjectNode safe() {
        return Json.object().put("filtered", false).put("severity", "safe");
    }

    private static String event(ObjectNode frame) {
        return "data: " + frame + "\n\n";
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
