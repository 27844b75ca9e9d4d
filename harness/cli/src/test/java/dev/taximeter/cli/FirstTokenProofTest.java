package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.emulator.Emulator;
import dev.taximeter.emulator.EmulatorConfig;
import dev.taximeter.emulator.Mount;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Serving;
import dev.taximeter.model.Target;
import dev.taximeter.model.TruthStamp;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.http.HttpProvider;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Over sockets: role, ping, filter and thinking frames come 200 ms before the first content, and TTFT is that of the
 * content. How near it is to the emulator's own stamp is a time, and so is proved on demand only:
 * {@code -Dtaximeter.proofs=true}, on an idle machine.
 */
final class FirstTokenProofTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);
    private static final int CALLS = 31;
    private static final int UNCOUNTED = 1;
    private static final int WARMING = 2_000;

    static Stream<Dialect> streaming() {
        return Arrays.stream(Dialect.values()).filter(dialect -> !dialect.embeds());
    }

    /** By identity: as many chunks as the emulator sent content frames, however many others came before. */
    @ParameterizedTest
    @MethodSource("streaming")
    void everyChunkIsAContentFrameAndNothingElseIs(Dialect dialect) throws Exception {
        try (Emulator emulator = emulator(dialect, 0, 0);
                HttpProvider provider = provider(dialect, emulator)) {
            Attempt attempt = provider.call(call(), clock()).attempt();
            TruthStamp stamp = emulator.truth().getFirst();
            assertThat(attempt.outcome().isOk()).as("%s", attempt.outcome()).isTrue();
            assertThat(attempt.chunks().size()).isEqualTo(stamp.frameNanos().size());
        }
    }

    @ParameterizedTest
    @MethodSource("streaming")
    @EnabledIfSystemProperty(named = "taximeter.proofs", matches = "true")
    void theMedianErrorOfTtftIsUnderAMillisecond(Dialect dialect) throws Exception {
        warmUp(dialect);
        try (Emulator emulator = emulator(dialect, 20 * MILLI, 205 * MILLI);
                HttpProvider provider = provider(dialect, emulator)) {
            RunClock clock = clock();
            long[] errors = new long[CALLS];
            long leastAhead = Long.MAX_VALUE;
            for (int i = -UNCOUNTED; i < CALLS; i++) {
                Attempt attempt = provider.call(call(), clock).attempt();
                if (i < 0) {
                    continue; // the first call opens the connection
                }
                TruthStamp stamp = emulator.truth().getLast();
                long measured = attempt.chunks().firstNanos() - attempt.sentNanos();
                errors[i] = measured - (stamp.frameNanos().firstNanos() - stamp.receivedNanos());
                long ahead = attempt.chunks().firstNanos()
                        - attempt.firstEventNanos().orElseThrow();
                leastAhead = Math.min(leastAhead, ahead);
            }
            Arrays.sort(errors);
            long median = errors[CALLS / 2];
            System.out.printf(
                    "%-20s TTFT error: median %.3f ms, max %.3f ms, n=%d; %s%n",
                    dialect,
                    (double) median / MILLI,
                    (double) errors[CALLS - 1] / MILLI,
                    CALLS,
                    leastAhead == 0
                            ? "its first frame is content"
                            : "other frames at least %.0f ms ahead".formatted((double) leastAhead / MILLI));
            assertThat(median).isBetween(-MILLI, MILLI);
        }
    }

    /** A user's run is warm after its first seconds; so is this one, and its dialect's classes with it. */
    private static void warmUp(Dialect dialect) throws Exception {
        try (Emulator emulator = emulator(dialect, 0, 0);
                HttpProvider provider = provider(dialect, emulator)) {
            RunClock clock = clock();
            for (int i = 0; i < WARMING; i++) {
                assertThat(provider.call(call(), clock).attempt().outcome().isOk())
                        .isTrue();
            }
        }
    }

    @Test
    void azureTakesATokenThatTheEmulatorSells() throws Exception {
        try (Emulator emulator = emulator(Dialect.AZURE_V1, 0, 0)) {
            Credential entra = new Credential.Entra(
                    URI.create("http://127.0.0.1:" + emulator.port() + "/_taximeter/entra"),
                    "https://cognitiveservices.azure.com/.default",
                    "TENANT",
                    "CLIENT",
                    "SECRET");
            Target.Http target = target(Dialect.AZURE_V1, emulator).with(entra);
            try (HttpProvider provider = HttpProvider.open(target, variable -> "made-up", 1)) {
                assertThat(provider.problem()).isEmpty();
                assertThat(provider.call(call(), clock()).attempt().outcome().isOk())
                        .isTrue();
            }
        }
    }

    /** Opening frames come after three quarters of the time to first output; thoughts, where there are any, after it. */
    private static Emulator emulator(Dialect dialect, long ttftNanos, long thoughtNanos) throws Exception {
        Serving.Reasoning thoughts = new Serving.Reasoning(3, new Delay.Constant(thoughtNanos));
        Profile profile = new Profile(
                        "proof",
                        dialect,
                        "a vendor that says much before its first word",
                        "assumption: none",
                        new Delay.Constant(ttftNanos),
                        new Delay.Constant(0),
                        1,
                        1,
                        1,
                        "One two three four five six seven eight.")
                .withServing(
                        new Serving(List.of(), List.of(), 0, OptionalInt.empty(), null, null, null, thoughts, false));
        return Emulator.start(new EmulatorConfig(1, List.of(new Mount("m", profile)), Map.of(), List.of()), 0);
    }

    private static HttpProvider provider(Dialect dialect, Emulator emulator) {
        return HttpProvider.open(target(dialect, emulator), variable -> "made-up", 1);
    }

    private static Target.Http target(Dialect dialect, Emulator emulator) {
        return new Target.Http(
                dialect,
                emulator.baseUri("m"),
                "model-of-the-proof",
                "deployment",
                "2024-10-21",
                new Credential.Key("A_KEY"));
    }

    private static RunClock clock() {
        return RunClock.startingNow(NanoClock.system());
    }

    private static Call call() {
        return new Call(0, "Be brief.", new Prompt("p", "Count.", null), 8, true, LONG, LONG);
    }
}
