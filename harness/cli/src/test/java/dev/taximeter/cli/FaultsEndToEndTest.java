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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our client calls each fault by its name: fault against outcome, all on the diagonal, in clear text, over TLS and through a gateway. */
final class FaultsEndToEndTest {
    private static final Set<InjectedFault> STALLS = EnumSet.of(
            InjectedFault.STALL_BEFORE_HEADERS, InjectedFault.STALL_BEFORE_FIRST_TOKEN, InjectedFault.STALL_MID_STREAM);
    private static final long STALL_NANOS = 2_000_000_000L;
    private static final long LONG_NANOS = 120_000_000_000L;

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true"})
    void everyFaultIsClassifiedAsWhatItWas(boolean https, boolean gateway) throws Exception {
        List<Mount> mounts = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            for (InjectedFault fault : InjectedFault.values()) {
                mounts.add(new Mount(name(dialect, fault), profile(dialect, fault, https, gateway)));
            }
        }
        Map<String, Outcome> reported = new ConcurrentSkipListMap<>();
        try (Emulator emulator = Emulator.start(new EmulatorConfig(1, mounts, Map.of(), List.of()), 0)) {
            String certificate = https ? emulator.certificatePem() : null;
            // Stalls last: by then everything is loaded and compiled, and a silence is the server's.
            for (boolean stalls : new boolean[] {false, true}) {
                for (InjectedFault fault : InjectedFault.values()) {
                    if (STALLS.contains(fault) == stalls) {
                        play(emulator, fault, certificate, reported);
                    }
                }
            }
            check(reported, emulator.truth());
        }
    }

    /** Each mount got a streamed and a whole call, in whatever order; its stamps say what either had to be. */
    private static void check(Map<String, Outcome> reported, List<TruthStamp> truth) {
        Map<String, List<Outcome.Kind>> expected = truth.stream()
                .collect(Collectors.groupingBy(
                        TruthStamp::profile, Collectors.mapping(TruthStamp::expected, Collectors.toList())));
        List<String> offDiagonal = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            for (InjectedFault fault : InjectedFault.values()) {
                String name = name(dialect, fault);
                List<Outcome> outcomes = List.of(reported.get(name + " streamed"), reported.get(name + " whole"));
                List<String> kinds = sorted(outcomes.stream().map(Outcome::kind).toList());
                List<String> wanted = sorted(expected.getOrDefault(name, List.of()));
                if (!kinds.equals(wanted)) {
                    offDiagonal.add("%s: expected %s, reported %s".formatted(name, wanted, outcomes));
                }
            }
        }
        assertThat(offDiagonal).isEmpty();
    }

    /** A stamp expects nothing of a client that left a good answer. */
    private static List<String> sorted(List<Outcome.Kind> kinds) {
        return kinds.stream().map(String::valueOf).sorted().toList();
    }

    private static void play(Emulator emulator, InjectedFault fault, String certificate, Map<String, Outcome> reported)
            throws InterruptedException {
        List<Thread> callers = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            for (boolean stream : new boolean[] {true, false}) {
                callers.add(Thread.ofVirtual()
                        .start(() -> reported.put(
                                name(dialect, fault) + (stream ? " streamed" : " whole"),
                                outcome(emulator, dialect, fault, stream, certificate))));
            }
        }
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private static Outcome outcome(
            Emulator emulator, Dialect dialect, InjectedFault fault, boolean stream, String certificate) {
        Target.Http target = target(dialect, emulator.baseUri(name(dialect, fault)));
        long stallNanos = STALLS.contains(fault) ? STALL_NANOS : LONG_NANOS;
        try (HttpProvider provider = HttpProvider.open(target, variable -> "made-up", certificate, 1)) {
            Prompt prompt = new Prompt("p", "tell me", null);
            Call call = new Call(0, "Be brief.", prompt, 16, stream && !dialect.embeds(), LONG_NANOS, stallNanos);
            return provider.call(call, new RunClock(NanoClock.system(), 0))
                    .attempt()
                    .outcome();
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
