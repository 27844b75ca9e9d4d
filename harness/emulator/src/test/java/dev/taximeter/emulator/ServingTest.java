package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.JsonFaults;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import dev.taximeter.model.Serving.Drift;
import dev.taximeter.model.Serving.Limits;
import dev.taximeter.model.Serving.Pool;
import dev.taximeter.model.Serving.PromptCache;
import dev.taximeter.model.Serving.Reasoning;
import dev.taximeter.model.Serving.Stall;
import dev.taximeter.model.TruthStamp;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queues, pools, drift, prefill, caches, thoughts and limits, as a client sees them. */
final class ServingTest {
    private static final long MILLI = 1_000_000;

    @Test
    void requestsWaitInLineForASlotAndTheStampSaysHowLong() throws Exception {
        Profile one = Profiles.of(Dialect.OPENAI_CHAT, new Delay.Constant(20 * MILLI), Profiles.NOW, 1, 99)
                .withServing(serving(List.of(), List.of(), 0, OptionalInt.of(1), null, null, null, null));
        try (Emulator emulator = Emulator.start(Profiles.config(new Mount("m", one)), 0);
                Client client = new Client()) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(Thread.ofVirtual().start(() -> call(emulator, client)));
            }
            for (Thread caller : callers) {
                caller.join();
            }
            List<TruthStamp> stamps = emulator.truth();
            assertThat(stamps).hasSize(4);
            for (int i = 0; i < 4; i++) {
                TruthStamp stamp = stamps.get(i);
                assertThat(stamp.queuedNanos().orElseThrow()).isBetween(i == 0 ? 0L : 1L, i == 0 ? 0L : Long.MAX_VALUE);
                assertThat(stamp.doneNanos() - stamp.receivedNanos())
                        .isGreaterThanOrEqualTo(stamp.queuedNanos().orElseThrow() + 20 * MILLI);
            }
        }
    }

    @Test
    void firstComeFirstServed() throws Exception {
        Slots slots = new Slots(1);
        NanoClock clock = NanoClock.system();
        assertThat(slots.enter(clock, clock.nanos())).isZero();
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int place = i;
            callers.add(Thread.ofVirtual().start(() -> {
                try {
                    slots.enter(clock, clock.nanos());
                    served.add(place);
                    slots.leave();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
            while (slots.waiting() <= i) {
                Thread.onSpinWait();
            }
        }
        assertThat(slots.utilisationRatio()).isEqualTo(1);
        slots.leave();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(served).containsExactly(0, 1, 2, 3, 4);
        assertThat(slots.utilisationRatio()).isZero();
    }

    @Test
    void everyStageMayStall() {
        for (Stall.Stage stage : Stall.Stage.values()) {
            Profile plain = Profiles.of(Dialect.OPENAI_CHAT, new Delay.Constant(100), new Delay.Constant(10), 1, 1);
            Profile stalling = plain.withServing(serving(
                    List.of(),
                    List.of(new Stall(stage, 1, new Delay.Constant(5_000))),
                    0,
                    OptionalInt.empty(),
                    null,
                    null,
                    null,
                    null));
            Score fair = score(plain, turn(plain, List.of(), new Usage(10, 0, 0, 4, 0)), 1);
            Score late = score(stalling, turn(stalling, List.of(), new Usage(10, 0, 0, 4, 0)), 1);
            assertThat(late.openingNanos() - fair.openingNanos())
                    .isEqualTo(stage == Stall.Stage.BEFORE_HEADERS ? 5_000 : 0);
            assertThat(late.contentNanos().getFirst() - fair.contentNanos().getFirst())
                    .isEqualTo(stage == Stall.Stage.MID_STREAM ? 0 : 5_000);
            assertThat(late.contentNanos().getLast() - fair.contentNanos().getLast())
                    .isEqualTo(5_000);
        }
    }

    @Test
    void twoPoolsMakeLatencyBimodalAndSayWhichServed() throws Exception {
        Profile twofold = Profiles.of(Dialect.AZURE_DEPLOYMENT)
                .withServing(serving(
                        List.of(
                                new Pool("d008-fast", 0.75, new Delay.Constant(10), Profiles.NOW),
                                new Pool("d009-slow", 0.25, new Delay.Constant(50), Profiles.NOW)),
                        List.of(),
                        0,
                        OptionalInt.empty(),
                        null,
                        null,
                        null,
                        null));
        long slow = IntStream.range(0, 10_000)
                .mapToObj(i -> new Course(twofold, new Seed(1).branch(i), false))
                .peek(course ->
                        assertThat(course.ttftNanos()).isEqualTo("d008-fast".equals(course.session()) ? 10 : 50))
                .filter(course -> course.ttftNanos() == 50)
                .count();
        assertThat(slow).isBetween(2_500L - 217, 2_500L + 217); // five standard deviations
        try (Emulator emulator = Emulator.start(Profiles.config(new Mount("m", twofold)), 0);
                Client client = new Client()) {
            HttpResponse<String> answer = client.azure(emulator.baseUri("m"), Client.ask("tell me", 4, true));
            assertThat(answer.headers().firstValue("azureml-model-session").orElseThrow())
                    .isIn("d008-fast", "d009-slow");
        }
    }

    @Test
    void driftFollowsTheClock() {
        Drift sine = new Drift.Sine(1_000, 0.5);
        assertThat(Tide.factor(null, 77)).isEqualTo(1);
        assertThat(Tide.factor(sine, 0)).isEqualTo(1);
        assertThat(Tide.factor(sine, 250)).isCloseTo(1.5, within(1e-9));
        assertThat(Tide.factor(sine, 1_750)).isCloseTo(0.5, within(1e-9));
        Drift steps = new Drift.Steps(100, List.of(1.0, 2.0, 4.0));
        assertThat(Tide.factor(steps, 0)).isEqualTo(1);
        assertThat(Tide.factor(steps, 50)).isCloseTo(1.5, within(1e-9));
        assertThat(Tide.factor(steps, 100)).isEqualTo(2);
        assertThat(Tide.factor(steps, 250)).as("back to the first").isCloseTo(2.5, within(1e-9));
        assertThat(Tide.factor(steps, 300)).isEqualTo(1);
    }

    @Test
    void driftStretchesAllDelays() {
        Profile plain = Profiles.of(Dialect.OPENAI_CHAT, new Delay.Constant(1_000), new Delay.Constant(100), 1, 1);
        Score score = score(plain, turn(plain, List.of(), new Usage(10, 0, 0, 4, 0)), 2);
        assertThat(score.openingNanos()).isEqualTo(1_500);
        assertThat(score.contentNanos()).startsWith(2_000L, 2_200L, 2_400L);
    }

    @Test
    void eachInputTokenTakesTimeAndACachedOneLess() {
        Profile reading = Profiles.of(Dialect.OPENAI_CHAT)
                .withServing(serving(
                        List.of(),
                        List.of(),
                        7,
                        OptionalInt.empty(),
                        null,
                        null,
                        new PromptCache(1_024, 128, 0.9, 1_000),
                        null));
        Score fresh = score(reading, turn(reading, List.of(), new Usage(2_000, 0, 0, 4, 0)), 1);
        Score cached = score(reading, turn(reading, List.of(), new Usage(1_000, 1_000, 0, 4, 0)), 1);
        assertThat(fresh.contentNanos().getFirst()).isEqualTo(14_000);
        assertThat(cached.contentNanos().getFirst()).isEqualTo(7_000 + 700);
    }

    @Test
    void theCacheKeepsBeginningsInStepsForAWhile() {
        PromptMemory memory = new PromptMemory(new PromptCache(100, 50, 0.9, 1_000), new Tokens());
        String prompt = "one ".repeat(180); // a token each
        assertThat(memory.read(prompt, 0)).isEqualTo(new PromptMemory.Found(0, 150));
        assertThat(memory.read(prompt, 500)).isEqualTo(new PromptMemory.Found(150, 0));
        assertThat(memory.read("one ".repeat(120) + "two ".repeat(100), 600))
                .isEqualTo(new PromptMemory.Found(100, 100));
        assertThat(memory.read("no " + prompt, 700).readTokens()).isZero();
        assertThat(memory.read("one ".repeat(90), 800)).as("too short").isEqualTo(new PromptMemory.Found(0, 0));
        assertThat(memory.read(prompt, 2_000).readTokens()).as("forgotten").isZero();
    }

    @Test
    void usageTellsWhatTheCacheHad() throws Exception {
        Serving caching = serving(
                List.of(),
                List.of(),
                0,
                OptionalInt.empty(),
                null,
                null,
                new PromptCache(64, 16, 0.9, 60_000 * MILLI),
                null);
        try (Emulator emulator = Emulator.start(
                        Profiles.config(
                                new Mount(
                                        "openai",
                                        Profiles.of(Dialect.OPENAI_CHAT).withServing(caching)),
                                new Mount(
                                        "claude",
                                        Profiles.of(Dialect.ANTHROPIC_MESSAGES).withServing(caching))),
                        0);
                Client client = new Client()) {
            String ask = Client.ask("one ".repeat(100), 4, false);
            assertThat(client.openAi(emulator.baseUri("openai"), ask).body()).contains("\"cached_tokens\":0");
            assertThat(client.openAi(emulator.baseUri("openai"), ask).body())
                    .contains("\"prompt_tokens\":108", "\"cached_tokens\":96");
            assertThat(client.anthropic(emulator.baseUri("claude"), ask).body())
                    .contains("\"cache_creation_input_tokens\":96,\"cache_read_input_tokens\":0");
            assertThat(client.anthropic(emulator.baseUri("claude"), ask).body())
                    .contains("\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":96");
        }
    }

    @Test
    void thoughtsComeBeforeTheAnswerAndPutItOff() throws Exception {
        Reasoning reasoning = new Reasoning(6, new Delay.Constant(600));
        Profile thinking = Profiles.of(Dialect.ANTHROPIC_MESSAGES, new Delay.Constant(1_000), Profiles.NOW, 2, 1)
                .withServing(serving(List.of(), List.of(), 0, OptionalInt.empty(), null, null, null, reasoning));
        List<Piece> thoughts = new Tokens().fill("Let me see.", 2, 6).pieces();
        Score score = score(thinking, turn(thinking, thoughts, new Usage(10, 0, 0, 4, 6)), 1);
        assertThat(score.thoughtNanos()).containsExactly(1_000L, 1_200L, 1_400L);
        assertThat(score.contentNanos().getFirst()).isEqualTo(1_600);
        try (Emulator emulator = Emulator.start(Profiles.config(new Mount("m", thinking)), 0);
                Client client = new Client()) {
            String body = client.anthropic(emulator.baseUri("m"), Client.ask("tell me", 4, true))
                    .body();
            assertThat(body.indexOf("thinking_delta")).isPositive().isLessThan(body.indexOf("signature_delta"));
            assertThat(body.indexOf("signature_delta")).isLessThan(body.indexOf("\"index\":1"));
            assertThat(body.indexOf("\"index\":1")).isLessThan(body.indexOf("text_delta"));
            assertThat(body).contains("\"output_tokens\":10,\"output_tokens_details\":{\"thinking_tokens\":6}");
        }
    }

    @Test
    void thoughtsThatNobodyAskedToSeeLeaveOnlyTheirSignature() throws Exception {
        Profile thinking = Profiles.of(Dialect.ANTHROPIC_MESSAGES)
                .withServing(serving(
                        List.of(),
                        List.of(),
                        0,
                        OptionalInt.empty(),
                        null,
                        null,
                        null,
                        new Reasoning(6, new Delay.Constant(0))));
        try (Emulator emulator = Emulator.start(Profiles.config(new Mount("m", thinking)), 0);
                Client client = new Client()) {
            for (boolean stream : new boolean[] {true, false}) {
                String ask = Client.ask("tell me", 4, stream)
                        .replaceFirst("\\{", "{\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"},");
                String body = client.anthropic(emulator.baseUri("m"), ask).body();
                assertThat(body)
                        .contains("\"thinking\":\"\"", "\"signature\":\"EMULATED", "\"thinking_tokens\":6")
                        .doesNotContain("thinking_delta", "The user wants");
            }
        }
    }

    @Test
    void rateLimitHeadersTellTheTrueStateOrNothing() throws Exception {
        try (Emulator emulator = Emulator.start(
                        Profiles.config(
                                limited("true", Limits.Headers.TRUE),
                                limited("missing", Limits.Headers.MISSING),
                                limited("minus-one", Limits.Headers.MINUS_ONE)),
                        0);
                Client client = new Client()) {
            String ask = Client.ask("tell me", 4, true);
            HttpResponse<String> first = client.openAi(emulator.baseUri("true"), ask);
            assertThat(first.headers().firstValue("x-ratelimit-limit-requests")).contains("1");
            assertThat(first.headers().firstValue("x-ratelimit-remaining-requests"))
                    .contains("0");
            assertThat(first.headers().firstValue("x-ratelimit-limit-tokens")).contains("1000");
            HttpResponse<String> second = client.openAi(emulator.baseUri("true"), ask);
            assertThat(second.statusCode()).isEqualTo(429);
            long seconds =
                    Long.parseLong(second.headers().firstValue("retry-after").orElseThrow());
            assertThat(seconds).isBetween(1L, 3_600L);
            long millis =
                    Long.parseLong(second.headers().firstValue("retry-after-ms").orElseThrow());
            assertThat(Math.ceilDiv(millis, 1_000L)).isEqualTo(seconds);
            assertThat(client.openAi(emulator.baseUri("missing"), ask)
                            .headers()
                            .map()
                            .keySet())
                    .noneMatch(name -> name.startsWith("x-ratelimit"));
            assertThat(client.openAi(emulator.baseUri("minus-one"), ask)
                            .headers()
                            .firstValue("x-ratelimit-remaining-tokens"))
                    .contains("-1");
            assertThat(emulator.truth())
                    .extracting(TruthStamp::expected)
                    .containsExactly(Outcome.Kind.OK, Outcome.Kind.RATE_LIMITED, Outcome.Kind.OK, Outcome.Kind.OK);
        }
    }

    @Test
    void goWritesDurationsSo() {
        assertThat(List.of(6L, 999L, 1_000L, 1_500L, 86_400L, 360_000L, 66_000L).stream()
                        .map(millis -> Allowance.goDuration(millis * MILLI)))
                .containsExactly("6ms", "999ms", "1s", "1.5s", "1m26.4s", "6m0s", "1m6s");
    }

    private static Mount limited(String name, Limits.Headers headers) {
        Limits limits = new Limits(OptionalInt.of(1), 3_600_000 * MILLI / 60, OptionalInt.of(1_000), null, headers);
        return new Mount(
                name,
                Profiles.of(Dialect.OPENAI_CHAT)
                        .withServing(serving(List.of(), List.of(), 0, OptionalInt.empty(), null, limits, null, null))
                        .withFaults(Map.of(), JsonFaults.NONE));
    }

    private static Score score(Profile profile, Turn turn, double factor) {
        return Score.of(profile, new Course(profile, new Seed(1), false), turn, 0, factor);
    }

    private static Turn turn(Profile profile, List<Piece> thoughts, Usage usage) {
        try {
            Ask ask = Asks.of("tell me", OptionalInt.of(4), AnswerForm.TEXT);
            Completion completion = new Tokens().fill(profile.reply(), profile.tokensPerFrame(), 6);
            return new Turn(ask, thoughts, completion, usage, "id", 0, new Noise(new Seed(1)));
        } catch (Refused e) {
            throw new AssertionError(e);
        }
    }

    private static void call(Emulator emulator, Client client) {
        try {
            client.openAi(emulator.baseUri("m"), Client.ask("tell me", 4, true));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Serving serving(
            List<Pool> pools,
            List<Stall> stalls,
            double prefillNanosPerToken,
            OptionalInt slots,
            Drift drift,
            Limits limits,
            PromptCache cache,
            Reasoning reasoning) {
        return new Serving(pools, stalls, prefillNanosPerToken, slots, drift, limits, cache, reasoning, false);
    }
}
