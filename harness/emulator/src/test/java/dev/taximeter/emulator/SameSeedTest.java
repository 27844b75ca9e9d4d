package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonFault;
import dev.taximeter.model.JsonFaults;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import dev.taximeter.model.TruthStamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The same seed, the same bytes and the same truth, whatever is drawn. */
final class SameSeedTest {
    private static final int REQUESTS = 120;

    /** Times vary, and how busy the slots are at a moment; all else is fixed by the seed. */
    private static final Pattern TIMES = Pattern.compile(
            "((_ms|_duration|_per_second|latencyMs)\":|openai-processing-ms: |x-envoy-upstream-service-time: "
                    + "|x-[a-z-]*time[a-z-]*: |dur=|content-length: |azure-openai-deployment-utilization: )[0-9.E-]+");

    @Test
    void theSameRequestsGetTheSameBytesAndTheSameTruth() throws Exception {
        for (Dialect dialect : Dialect.values()) {
            List<String> once = play(7, dialect);
            assertThat(play(7, dialect)).as(dialect.name()).isEqualTo(once);
            assertThat(play(8, dialect)).as(dialect.name()).isNotEqualTo(once);
        }
    }

    private static List<String> play(long seed, Dialect dialect) throws Exception {
        EmulatorConfig config =
                new EmulatorConfig(seed, List.of(new Mount("m", profile(dialect))), Map.of(), List.of());
        Wire wire = Wire.of(dialect, null, new Tokens(), new Seed(1));
        List<String> played = new ArrayList<>();
        try (Emulator emulator = Emulator.start(config, 0)) {
            for (int i = 0; i < REQUESTS; i++) {
                RawCall call = RawCall.of(emulator, "m", wire, wire.sampleBody(i % 3 != 0));
                // A reset may overtake what was sent before it.
                played.add(call.reset() ? "reset" : TIMES.matcher(heard(call)).replaceAll("$1TIME"));
                while (emulator.truth().size() <= i) {
                    Thread.onSpinWait(); // of a broken connection the server hears a moment later
                }
            }
            for (TruthStamp stamp : emulator.truth()) {
                played.add(stamp.requestId()
                        + stamp.fault()
                        + stamp.expected()
                        + stamp.jsonFault()
                        + stamp.frameNanos().size());
            }
        }
        assertThat(played).hasSize(2 * REQUESTS);
        return played;
    }

    /** Head and body, without the sizes of chunks: a time with another digit would change them. */
    private static String heard(RawCall call) {
        int body = call.text().indexOf("\r\n\r\n");
        return call.chunks().isEmpty()
                ? call.text()
                : call.text().substring(0, body) + withoutFrameOfTimes(call.body());
    }

    /** The checksums of Bedrock's last frame change with the time in it. */
    private static String withoutFrameOfTimes(String body) {
        int lastButOne = body.indexOf(":event-type\u0007\u0000\u000bmessageStop");
        return lastButOne < 0 ? body : body.substring(0, lastButOne);
    }

    /** All faults but the stalls, which wait for the client; pools, thoughts, a cache and spoiled JSON. */
    private static Profile profile(Dialect dialect) {
        Map<InjectedFault, Double> faults = new EnumMap<>(InjectedFault.class);
        Arrays.stream(InjectedFault.values())
                .filter(fault -> !fault.name().startsWith("STALL"))
                .forEach(fault -> faults.put(fault, 0.03));
        Delay brief = new Delay.Lognormal(0, 1_000, 0.5, 10_000);
        return Profiles.of(dialect)
                .withServing(new Serving(
                        List.of(
                                new Serving.Pool("fast", 0.5, Profiles.NOW, Profiles.NOW),
                                new Serving.Pool("slow", 0.5, brief, brief)),
                        List.of(),
                        1,
                        OptionalInt.of(2),
                        null,
                        null,
                        new Serving.PromptCache(8, 1, 0.5, 3_600_000_000_000L),
                        new Serving.Reasoning(3, brief),
                        false))
                .withFaults(faults, new JsonFaults(Map.of(JsonFault.FENCED, 0.5), List.of()));
    }
}
