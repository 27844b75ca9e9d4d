package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.emulator.Emulator;
import dev.taximeter.emulator.EmulatorConfig;
import dev.taximeter.emulator.Mount;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonFaults;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Serving;
import dev.taximeter.model.Target;
import dev.taximeter.model.TruthStamp;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.http.HttpProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our client calls each fault by its name: fault against outcome, all on the diagonal, in clear text, over TLS and through a gateway. */
final class FaultsEndToEndTest {
    private static final Set<InjectedFault> STALLS = EnumSet.of(
            InjectedFault.STALL_BEFORE_HEADERS, InjectedFault.STALL_BEFORE_FIRST_TOKEN, InjectedFault.STALL_MID_STREAM);
    private static final List<Outcome.Kind> TIMEOUTS = List.of(
            Outcome.Kind.TIMEOUT_BEFORE_HEADERS,
            Outcome.Kind.TIMEOUT_BEFORE_FIRST_TOKEN,
            Outcome.Kind.TIMEOUT_MID_STREAM);
    private static final List<Long> STALL_NANOS = List.of(2_000_000_000L, 8_000_000_000L, 32_000_000_000L);
    private static final long LONG_NANOS = 120_000_000_000L;

    private long nextSeq;

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true"})
    void everyFaultIsClassifiedAsWhatItWas(boolean https, boolean gateway) throws Exception {
        List<Mount> mounts = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            for (InjectedFault fault : InjectedFault.values()) {
                mounts.add(new Mount(name(dialect, fault), profile(dialect, fault, https, gateway)));
            }
        }
        List<String> offDiagonal = new ArrayList<>();
        try (Emulator emulator = Emulator.start(new EmulatorConfig(1, mounts, Map.of(), List.of()), 0)) {
            String certificate = https ? emulator.certificatePem() : null;
            // Stalls last: by then everything is loaded and compiled, and a silence is the server's.
            for (boolean stalls : new boolean[] {false, true}) {
                for (InjectedFault fault : InjectedFault.values()) {
                    if (STALLS.contains(fault) == stalls) {
                        offDiagonal.addAll(play(emulator, fault, certificate));
                    }
                }
            }
        }
        assertThat(offDiagonal).isEmpty();
    }

    /**
     * Plays a fault in all dialects, streamed and whole, and says what was called by another name than its stamp's. On a busy
     * machine a client may lose patience before the server has come as far as where it stalls; it is right to say so, and
     * shows nothing of the stall. It asks again with more patience, until there is none left.
     */
    private List<String> play(Emulator emulator, InjectedFault fault, String certificate) throws InterruptedException {
        List<String> offDiagonal = new ArrayList<>();
        List<Ask> open = asks(fault);
        List<Long> patience = STALLS.contains(fault) ? STALL_NANOS : List.of(LONG_NANOS);
        for (long stallNanos : patience) {
            Map<Ask, Outcome> reported = call(emulator, open, stallNanos, certificate);
            Map<String, TruthStamp> stamps = emulator.truth().stream()
                    .collect(Collectors.toMap(TruthStamp::clientRequestId, Function.identity()));
            open = new ArrayList<>();
            for (Map.Entry<Ask, Outcome> each : reported.entrySet()) {
                TruthStamp stamp =
                        stamps.get(TruthStamp.clientRequestId(each.getKey().seq()));
                Outcome.Kind expected = stamp == null ? null : stamp.expected();
                Outcome.Kind kind = each.getValue().kind();
                if (stallNanos < patience.getLast() && isEarlierTimeout(kind, expected)) {
                    open.add(each.getKey().again(nextSeq++));
                } else if (kind != expected) {
                    offDiagonal.add("%s: stamp %s, reported %s".formatted(each.getKey(), stamp, each.getValue()));
                }
            }
        }
        return offDiagonal;
    }

    /** @param expected null when the server has no stamp, or had not read the request when the client left */
    private static boolean isEarlierTimeout(Outcome.Kind reported, Outcome.Kind expected) {
        return TIMEOUTS.contains(reported)
                && (expected == null || TIMEOUTS.indexOf(reported) < TIMEOUTS.indexOf(expected));
    }

    private List<Ask> asks(InjectedFault fault) {
        List<Ask> asks = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            for (boolean stream : new boolean[] {true, false}) {
                asks.add(new Ask(nextSeq++, dialect, fault, stream));
            }
        }
        return asks;
    }

    private static Map<Ask, Outcome> call(Emulator emulator, List<Ask> asks, long stallNanos, String certificate)
            throws InterruptedException {
        Map<Ask, Outcome> reported = new ConcurrentHashMap<>();
        List<Thread> callers = new ArrayList<>();
        for (Ask ask : asks) {
            callers.add(
                    Thread.ofVirtual().start(() -> reported.put(ask, outcome(emulator, ask, stallNanos, certificate))));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(reported).hasSameSizeAs(asks);
        return reported;
    }

    private static Outcome outcome(Emulator emulator, Ask ask, long stallNanos, String certificate) {
        Dialect dialect = ask.dialect();
        Target.Http target = target(dialect, emulator.baseUri(name(dialect, ask.fault())));
        try (HttpProvider provider = HttpProvider.open(target, variable -> "made-up", certificate, 1)) {
            Prompt prompt = new Prompt("p", "tell me", null);
            boolean stream = ask.stream() && !dialect.embeds();
            Call call = new Call(ask.seq(), "Be brief.", prompt, 16, stream, LONG_NANOS, stallNanos);
            return provider.call(call, new RunClock(NanoClock.system(), 0))
                    .attempt()
                    .outcome();
        }
    }

    /** @param seq names the call in its stamp */
    private record Ask(long seq, Dialect dialect, InjectedFault fault, boolean stream) {
        Ask again(long newSeq) {
            return new Ask(newSeq, dialect, fault, stream);
        }
    }

    private static Target.Http target(Dialect dialect, URI base) {
        boolean azure = dialect.vendor().equals("azure-openai");
        return new Target.Http(
                dialect, base, "m-1", azure ? "m-1" : null, azure ? "2024-10-21" : null, new Credential.Key("KEY"));
    }

    private static String name(Dialect dialect, InjectedFault fault) {
        return dialect.name() + "-" + fault.id();
    }

    private static Profile profile(Dialect dialect, InjectedFault fault, boolean https, boolean gateway) {
        Delay now = new Delay.Constant(0);
        return new Profile(
                        name(dialect, fault),
                        dialect,
                        "a vendor for tests",
                        "assumption: none",
                        now,
                        now,
                        1,
                        1,
                        1,
                        "Naïve café: it’s 12 °C in 東京 👋🏽.")
                .withServing(new Serving(List.of(), List.of(), 0, OptionalInt.empty(), null, null, null, null, https)
                        .behind(gateway ? new Serving.Gateway(now) : null))
                .withFaults(Map.of(fault, 1.0), JsonFaults.NONE);
    }
}
