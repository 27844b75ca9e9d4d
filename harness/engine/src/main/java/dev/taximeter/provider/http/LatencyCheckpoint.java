package dev.taximeter.provider.http;

import dev.taximeter.model.ServerStage;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonParser;

/**
 * Azure's own stop-watch, {@code latency_checkpoint}: beside the usage of a stream, inside the usage of a whole answer.
 * Undocumented, so never required. {@code service_…} counts from Azure's receipt of the request, {@code engine_…} from
 * the model's. One thread, one object.
 */
final class LatencyCheckpoint {
    private OptionalLong admittedMillis = OptionalLong.empty();
    private OptionalLong prefillMillis = OptionalLong.empty();
    private OptionalLong firstMillis = OptionalLong.empty();
    private OptionalLong lastMillis = OptionalLong.empty();

    private LatencyCheckpoint() {}

    /** Takes in the object that the parser stands on; does nothing on any other value. */
    static void read(JsonParser json, FactsDraft facts) {
        LatencyCheckpoint read = new LatencyCheckpoint();
        JsonScan.object(json, read::field);
        read.tell(facts);
    }

    private void field(String name, JsonParser json) {
        switch (name) {
            case "pre_inference_ms" -> admittedMillis = JsonScan.count(json);
            case "engine_ttft_ms" -> prefillMillis = JsonScan.count(json);
            case "service_ttft_ms" -> firstMillis = JsonScan.count(json);
            case "service_ttlt_ms" -> lastMillis = JsonScan.count(json);
            default -> {}
        }
    }

    private void tell(FactsDraft facts) {
        stage(facts, ServerStage.ADMISSION, admittedMillis);
        stage(facts, ServerStage.PREFILL, prefillMillis);
        stage(facts, ServerStage.FIRST_TOKEN, firstMillis);
        lastMillis.ifPresent(millis -> facts.total(TimeUnit.MILLISECONDS.toNanos(millis)));
        if (firstMillis.isPresent() && lastMillis.isPresent() && lastMillis.getAsLong() >= firstMillis.getAsLong()) {
            stage(facts, ServerStage.DECODE, OptionalLong.of(lastMillis.getAsLong() - firstMillis.getAsLong()));
        }
    }

    private static void stage(FactsDraft facts, ServerStage stage, OptionalLong millis) {
        millis.ifPresent(count -> facts.stage(stage, TimeUnit.MILLISECONDS.toNanos(count)));
    }
}
