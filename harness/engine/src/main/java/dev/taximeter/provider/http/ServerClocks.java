package dev.taximeter.provider.http;

import dev.taximeter.model.ServerStage;
import java.util.regex.Pattern;
import okhttp3.Headers;
import tools.jackson.core.JsonParser;

/** Stop-watches of self-hosted servers, in bodies and headers. None is ever required. */
final class ServerClocks {
    private static final Pattern MILLIS = Pattern.compile("\\d{1,9}");

    private ServerClocks() {}

    /** vLLM's {@code metrics}, with {@code --enable-per-request-metrics}. */
    static void vllm(JsonParser json, FactsDraft facts) {
        JsonScan.object(json, (name, value) -> {
            switch (name) {
                case "queue_time_ms" -> millis(value, ServerStage.QUEUE, facts);
                case "time_to_first_token_ms" -> millis(value, ServerStage.FIRST_TOKEN, facts);
                case "generation_time_ms" -> millis(value, ServerStage.DECODE, facts);
                default -> {}
            }
        });
    }

    /** llama.cpp's {@code timings}, which also say how much of the prompt was still known. */
    static void llamaCpp(JsonParser json, ReplyDraft draft) {
        JsonScan.object(json, (name, value) -> {
            switch (name) {
                case "cache_n" -> JsonScan.count(value).ifPresent(draft.usage()::cacheRead);
                case "prompt_ms" -> millis(value, ServerStage.PREFILL, draft.facts());
                case "predicted_ms" -> millis(value, ServerStage.DECODE, draft.facts());
                default -> {}
            }
        });
    }

    /** TGI's headers of answers that are not streamed. Reading and writing are not told apart. */
    static void tgi(Headers headers, FactsDraft facts) {
        String total = headers.get("x-total-time");
        if (total != null && MILLIS.matcher(total).matches()) {
            facts.total(Long.parseLong(total) * 1_000_000);
        }
        String queued = headers.get("x-queue-time");
        if (queued != null && MILLIS.matcher(queued).matches()) {
            facts.stage(ServerStage.QUEUE, Long.parseLong(queued) * 1_000_000);
        }
    }

    /** TEI's headers. Tokenizing is counted with the inference. */
    static void tei(Headers headers, FactsDraft facts) {
        tgi(headers, facts);
        String inference = headers.get("x-inference-time");
        if (inference != null && MILLIS.matcher(inference).matches()) {
            String tokenizing = headers.get("x-tokenization-time");
            long before = tokenizing != null && MILLIS.matcher(tokenizing).matches() ? Long.parseLong(tokenizing) : 0;
            facts.stage(ServerStage.INFERENCE, (before + Long.parseLong(inference)) * 1_000_000);
        }
    }

    private static void millis(JsonParser json, ServerStage stage, FactsDraft facts) {
        JsonScan.millis(json).ifPresent(nanos -> facts.stage(stage, nanos));
    }
}
