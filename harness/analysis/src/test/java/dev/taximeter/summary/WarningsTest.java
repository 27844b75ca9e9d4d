package dev.taximeter.summary;

import static dev.taximeter.summary.TestRun.MILLI;
import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.PromptVersion;
import dev.taximeter.model.Replay;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WarningsTest {

    @Test
    void aGoodRunHasNothingToSay() {
        RunSummary summary = good().summary();
        assertThat(summary.warnings()).isEmpty();
        assertThat(summary.validity()).isEqualTo(new Validity.Valid());
    }

    @Test
    void anUnfinishedRunSaysHowFarItCame() {
        assertThat(good().plannedPerArm(1_000).partial().summary().warnings())
                .containsExactly(new Warning(
                        Warning.Kind.PARTIAL_RUN,
                        null,
                        "500 of 1,000 planned requests were measured.",
                        "Read the figures as those of a shorter run, or run the scenario again to its end."));
        assertThat(causes(good().partial(), Warning.Kind.PARTIAL_RUN))
                .containsExactly("The run ended early, after 500 measured requests.");
    }

    @Test
    void errorsAreListedByKindWithTheirShare() {
        TestRun run = good();
        repeat(6, i -> run.add(sample("a").fails(Outcome.Kind.TIMEOUT_BEFORE_HEADERS)));
        run.add(sample("a").fails(Outcome.Kind.RATE_LIMITED));

        assertThat(run.summary().warnings())
                .containsExactly(new Warning(
                        Warning.Kind.ERRORS,
                        "a",
                        "7 of 507 requests failed (1.4 %, 95 % interval 0.6 % to 2.8 %): 6 × timeout before headers,"
                                + " 1 × rate limited.",
                        "Think of them as slower than every value shown; raise `timeout` or `stall` to see how slow."));
    }

    @Test
    void aReplayWithoutTheOldPromptIsNoProof() {
        TestRun run = good().replaying(new Replay("earlier", List.of(new PromptVersion("v1", "aa"))));
        assertThat(causes(run, Warning.Kind.REPLAY_WITHOUT_BASELINE))
                .containsExactly(
                        "Only prompts that broke in the run earlier were asked, and no arm has the instructions of"
                                + " then.");
    }

    @Test
    void aFewFailuresThatPassNeedNoWord() {
        assertThat(good().add(sample("a").fails(Outcome.Kind.SERVER_ERROR))
                        .summary()
                        .warnings())
                .isEmpty();
        assertThat(causes(good().add(sample("a").fails(Outcome.Kind.AUTH)), Warning.Kind.ERRORS))
                .hasSize(1);
    }

    @Test
    void anAssumedProfileIsNotToBeQuoted() {
        TestRun run = new TestRun().emulatedBy("a", "A", "assumption: ours");
        fill(run);
        assertThat(causes(run, Warning.Kind.ASSUMED_PROFILE))
                .containsExactly("The emulator played an assumption, not a published figure: \"assumption: ours\".");
    }

    @Test
    void tooFewRequestsForTheTailSayHowManyItTakes() {
        assertThat(causes(
                        new TestRun().arm("a", "A").costs("a", "0.001").responses("a", 1, 2, 3), //
                        Warning.Kind.TOO_FEW_FOR_P99))
                .containsExactly("3 good answers; a p99 with an interval needs 368.");
    }

    @Test
    void ourOwnLatenessIsToldAndThenSpoilsTheRun() {
        TestRun late = new TestRun().arm("a", "A").costs("a", "0.001");
        repeat(
                400,
                i -> late.add(sample("a")
                        .intended(i * 50L * MILLI)
                        .lag(i % 20 == 0 ? 3 * MILLI : 0)
                        .takes((10 + i % 7) * MILLI)));
        assertThat(causes(late, Warning.Kind.DISPATCH_LAG))
                .containsExactly("Our dispatch lag is 3 ms at p99, 16.7 % of the response time there.");
        assertThat(late.summary().validity()).isInstanceOf(Validity.Valid.class);

        TestRun tooLate = new TestRun().arm("a", "A").costs("a", "0.001");
        repeat(
                400,
                i -> tooLate.add(
                        sample("a").intended(i * 50L * MILLI).lag(6 * MILLI).takes(4 * MILLI)));
        assertThat(tooLate.summary().validity())
                .isEqualTo(new Validity.Invalid(
                        List.of("A: dispatch lag is 6 ms at p50, 60 % of the response time there; at most 25 % may be"
                                + " ours")));
    }

    @Test
    void latenessUnderAMillisecondIsNeverAWord() {
        TestRun run = new TestRun().arm("a", "A").costs("a", "0.001");
        repeat(
                400,
                i -> run.add(sample("a").intended(i * 50L * MILLI).lag(MILLI).takes(1_000 + i % 3)));
        assertThat(run.summary().warnings()).isEmpty();
        assertThat(run.summary().validity()).isInstanceOf(Validity.Valid.class);
    }

    @Test
    void waitingForASlotIsTold() {
        TestRun run = good();
        repeat(
                8, // as many as may be in flight
                i -> run.add(sample("a")
                        .intended((6_000 + i) * MILLI)
                        .slotWait((2 + i) * MILLI)
                        .takes(100 * MILLI)));
        assertThat(causes(run, Warning.Kind.SLOTS_FULL))
                .containsExactly("8 of 508 requests waited for a slot, up to 9 ms.");
    }

    @Test
    void preparingACallIsNotTakenForWaitingForASlot() {
        TestRun run = new TestRun().arm("a", "A").costs("a", "0.001");
        repeat(
                400,
                i -> run.add(sample("a")
                        .intended(i * 50L * MILLI)
                        .slotWait(2 * MILLI)
                        .takes((10 + i % 7) * MILLI)));
        assertThat(causes(run, Warning.Kind.SLOTS_FULL)).isEmpty();
    }

    @Test
    void othersOnTheMachineAreTold() {
        assertThat(causes(good().machine(new MachineUse(0.2, 0.1, 0.34, 0, 0, 0)), Warning.Kind.FOREIGN_LOAD))
                .containsExactly("Other programs used 34 % of the machine's processors.");
        assertThat(good().machine(new MachineUse(0.2, Double.NaN, Double.NaN, 0, 0, 0))
                        .summary()
                        .warnings())
                .isEmpty();
    }

    @Test
    void aMachineThatWeFilledSpoilsTheRunUnlessALocalModelWorkedOnIt() {
        MachineUse full = new MachineUse(0.7, 0.25, 0.01, 0, 0, 0);
        assertThat(good().machine(full).summary().validity())
                .isEqualTo(new Validity.Invalid(
                        List.of("harness and emulator used 95 % of the machine; the client was the bottleneck")));
        TestRun local = new TestRun().arm("a", "A", "nlu", null).machine(full);
        fill(local);
        assertThat(local.summary().validity()).isInstanceOf(Validity.Valid.class);
    }

    @Test
    void aClientThatAddsTooMuchToTheEmulatorsTruthSpoilsTheRun() {
        TestRun run = new TestRun().emulated("a", "A");
        repeat(
                10,
                i -> run.add(sample("a").requestId("r" + i).takes((10 + i % 2) * MILLI))
                        .stamp("r" + i, 0, MILLI, 7 * MILLI));
        assertThat(run.summary().validity())
                .isEqualTo(new Validity.Invalid(List.of(
                        "A (EMULATED): measured times differ from the emulator's own by 3 ms at the median, 30 % of"
                                + " the median")));
    }

    @Test
    void outliersAreCountedAndNeverDropped() {
        TestRun run = good();
        repeat(3, i -> run.add(sample("a").intended(9_000 * MILLI).takes((9_000 - i) * MILLI)));
        assertThat(causes(run, Warning.Kind.OUTLIERS))
                .singleElement()
                .asString()
                .startsWith("3 of 503 good answers took longer than ")
                .endsWith("far beyond the rest; the slowest took 9 s.");
        assertThat(run.summary().arms().getFirst().counts().ok()).isEqualTo(503);
    }

    @Test
    void whatIsOddAboutTheAnswersIsTold() {
        TestRun run = new TestRun().arm("a", "A", "openai", "model-1", null);
        repeat(
                400,
                i -> run.add(sample("a")
                        .intended(i * 50L * MILLI)
                        .takes((100 + i * 37 % 101) * MILLI)
                        .chunks(MILLI, 2 * MILLI)
                        .tokens(75, i % 4 == 0 ? 25 : 0, 6, i % 2 == 0)
                        .model(i % 5 == 0 ? "other-2" : "model-1-0613")));

        assertThat(run.summary().warnings())
                .extracting(Warning::kind, Warning::cause)
                .containsExactly(
                        tuple(
                                Warning.Kind.ESTIMATED_TOKENS,
                                "The server reported no tokens for 200 of 400 good answers; a tokenizer counted them."),
                        tuple(Warning.Kind.NO_PRICE, "There is no cost: no price for a"),
                        tuple(
                                Warning.Kind.CACHE_HITS,
                                "100 of 400 good answers used the vendor's prompt cache, for 7.7 % of the input"
                                        + " tokens."),
                        tuple(Warning.Kind.CHUNKS_ARE_NOT_TOKENS, "A chunk held 3 tokens on average."),
                        tuple(
                                Warning.Kind.MODEL_CHANGED,
                                "model-1 was asked for, and the server named model-1-0613 (320 ×), other-2 (80 ×)."));
    }

    private static List<String> causes(TestRun run, Warning.Kind kind) {
        return run.summary().warnings().stream()
                .filter(warning -> warning.kind() == kind)
                .map(Warning::cause)
                .toList();
    }

    /** 500 requests of some 100 to 200 ms. */
    private static TestRun good() {
        return fill(new TestRun().arm("a", "A").costs("a", "0.001"));
    }

    private static TestRun fill(TestRun run) {
        return run.responses("a", new SplittableRandom(1).doubles(500, 100, 200).toArray());
    }

    private static void repeat(int times, Consumer<Integer> action) {
        for (int i = 0; i < times; i++) {
            action.accept(i);
        }
    }
}
