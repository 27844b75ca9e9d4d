package dev.taximeter.load;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.Answer;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Extent;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Sample;
import dev.taximeter.plan.Planner;
import dev.taximeter.plan.Scenarios;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.sim.Script;
import dev.taximeter.provider.sim.SimulatedProvider;
import dev.taximeter.provider.sim.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
final class LoadEngineTest {
    private static final Arrivals CONSTANT = new Arrivals.Constant(100);
    private static final Arrivals POISSON = new Arrivals.Poisson(100);
    private static final Script QUICK = answering(millis(1));
    private static final long HOUR = Duration.ofHours(1).toNanos();

    @Test
    void aServerStallRaisesResponseTimeOfEveryRequestItDelayed() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(CONSTANT, 1).measure(Duration.ofSeconds(10)));
        stage.play(QUICK.stallingAt(
                Duration.ofSeconds(5).toNanos(), Duration.ofSeconds(1).toNanos()));

        assertThat(stage.samples).hasSize(1000);
        assertThat(p99(stage.samples, Sample::responseTimeNanos)).isGreaterThan(millis(850));
        assertThat(p99(stage.samples, Sample::serviceTimeNanos)).isLessThan(millis(50));
        assertThat(p99(stage.samples, Sample::slotWaitNanos)).isGreaterThan(millis(850));
        assertThat(p99(stage.samples, Sample::dispatchLagNanos)).isZero();
    }

    @ParameterizedTest
    @MethodSource("dev.taximeter.plan.PlannerTest#shapes")
    void everyPlannedRequestYieldsOneSample(Scenarios shape) throws InterruptedException {
        Stage stage = new Stage(shape);
        LoadResult result = stage.play(answering(millis(30)).everyNth(7, failure(millis(400))));

        List<Long> seqs = stage.samples.stream().map(Sample::seq).toList();
        assertThat(seqs).doesNotHaveDuplicates();
        assertThat(result).isEqualTo(new LoadResult(seqs.size(), false, List.of(), 0));
        if (shape.measure() instanceof Extent.Requests && shape.warmUp() instanceof Extent.Requests
                || shape.model() instanceof LoadModel.Open) {
            List<Long> planned = stage.plan.segments().stream()
                    .flatMap(segment -> segment.requests().stream())
                    .map(PlannedRequest::seq)
                    .toList();
            assertThat(seqs).containsExactlyInAnyOrderElementsOf(planned);
        }
        assertThat(stage.opened).hasValue(6);
        assertThat(stage.closed).hasValue(6);
        assertThat(stage.progress.arms()).allSatisfy(arm -> {
            assertThat(arm.waiting()).isZero();
            assertThat(arm.inFlight()).isZero();
            assertThat(arm.ended()).isEqualTo(arm.due()).isPositive();
        });
    }

    @Test
    void aRequestIsSentAtItsPlannedTimeHoweverLongTheOthersTake() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(POISSON).measure(200));
        stage.play(answering(Duration.ofSeconds(20).toNanos()));

        List<PlannedRequest> planned = stage.plan.segments().getFirst().requests();
        long startNanos =
                bySeq(stage).getFirst().intendedNanos() - planned.getFirst().offsetNanos();
        for (Sample sample : stage.samples) {
            long offsetNanos = planned.get((int) sample.seq()).offsetNanos();
            assertThat(sample.intendedNanos() - startNanos).isEqualTo(offsetNanos);
            assertThat(sample.sentNanos()).isEqualTo(sample.intendedNanos());
        }
    }

    @Test
    void aLatePacingThreadMovesNoIntendedTime() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(CONSTANT).measure(50), (_, _) -> null, millis(95));
        stage.play(QUICK);

        List<Sample> samples = bySeq(stage);
        long startNanos = samples.getFirst().intendedNanos();
        for (int k = 0; k < 50; k++) {
            assertThat(samples.get(k).intendedNanos() - startNanos).isEqualTo(millis(10L * k));
            // The tenth start, at 90 ms, lasts until 185 ms; what was due meanwhile goes out at once, the rest in time.
            long expectedLagNanos = k < 10 || k > 18 ? 0 : millis(185 - 10L * k);
            assertThat(samples.get(k).dispatchLagNanos()).isEqualTo(expectedLagNanos);
        }
    }

    @Test
    void lateIsSentLateAndNothingIsSkipped() throws InterruptedException {
        // The first judging keeps the only user from his next request for a second.
        Stage[] stage = new Stage[1];
        stage[0] = new Stage(Scenarios.closed(1, Duration.ofMillis(5)).measure(10), (prompt, reply) -> {
            stage[0].time.sleep(stage[0].samples.isEmpty() ? millis(1000) : 0);
            return null;
        });
        stage[0].play(QUICK);
        assertThat(bySeq(stage[0]))
                .hasSize(10)
                .extracting(Sample::dispatchLagNanos)
                .startsWith(0L, millis(995), 0L);
    }

    @Test
    void noMoreThanMaxInFlightAreOpenAndNobodyOvertakes() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(POISSON, 4).arms("a", "b").measure(300));
        stage.play(answering(millis(70)));

        Map<String, List<Sample>> arms = stage.samples.stream().collect(groupingBy(Sample::arm));
        assertThat(arms).hasSize(2);
        arms.forEach((arm, samples) -> {
            assertThat(mostOpen(samples)).as(arm).isEqualTo(4);
            List<Long> sent = samples.stream()
                    .sorted(Comparator.comparingLong(Sample::intendedNanos))
                    .map(Sample::sentNanos)
                    .toList();
            assertThat(sent).as(arm).isSorted();
        });
    }

    @Test
    void theDrainCancelsWhatDoesNotEnd() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(CONSTANT, 5).measure(20).drain(Duration.ofSeconds(3)));
        LoadResult result = stage.play(answering(millis(2)).everyNth(2, Turn.answer(HOUR, "too late")));

        assertThat(result.interrupted()).isFalse();
        assertThat(stage.samples).hasSize(20);
        List<Sample> cancelled = kind(stage, Outcome.Kind.CANCELLED);
        assertThat(cancelled)
                .hasSizeGreaterThanOrEqualTo(5)
                .anySatisfy(sample -> assertThat(sample.outcome().detail()).startsWith("never sent"));
        long lastDueNanos = bySeq(stage).getLast().dispatchedNanos();
        assertThat(cancelled)
                .allSatisfy(sample -> assertThat(sample.doneNanos() - lastDueNanos)
                        .isEqualTo(Duration.ofSeconds(3).toNanos()));
    }

    @Test
    void theDrainGivesRepliesTheirTime() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(CONSTANT).measure(20).drain(Duration.ofSeconds(3)));
        stage.play(answering(Duration.ofMillis(2900).toNanos()));
        assertThat(kind(stage, Outcome.Kind.OK)).hasSize(20);
    }

    @Test
    void aProviderThatIgnoresTheCancelIsGivenUp() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(CONSTANT).measure(3).drain(Duration.ofSeconds(1)));
        Script deaf = (_, _) -> Turn.answer(Duration.ofSeconds(20).toNanos(), "late");
        stage.play(new Deaf(new SimulatedProvider(deaf)));
        assertThat(stage.samples)
                .hasSize(3)
                .allSatisfy(
                        sample -> assertThat(sample.outcome().detail()).isEqualTo("did not end when it was cancelled"));
    }

    @Test
    void aStopSendsNothingMoreAndKeepsWhatWasMeasured() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(CONSTANT).measure(1000));
        stage.time.at(Duration.ofSeconds(2).toNanos(), stage.engine::stop);
        LoadResult result = stage.play(answering(millis(500)));

        assertThat(result).isEqualTo(new LoadResult(stage.samples.size(), true, List.of(), 0));
        assertThat(kind(stage, Outcome.Kind.OK)).hasSameSizeAs(stage.samples).hasSizeBetween(199, 202);
        assertThat(stage.samples)
                .allSatisfy(sample -> assertThat(sample.sentNanos())
                        .isLessThanOrEqualTo(Duration.ofMillis(2001).toNanos()));
    }

    @Test
    void aStopWaitsTwoSecondsAndASecondOneNotAtAll() throws InterruptedException {
        Stage once = new Stage(Scenarios.open(CONSTANT).measure(1000));
        once.time.at(Duration.ofSeconds(1).toNanos(), once.engine::stop);
        once.play(answering(HOUR));

        Stage twice = new Stage(Scenarios.open(CONSTANT).measure(1000));
        twice.time.at(Duration.ofSeconds(1).toNanos(), twice.engine::stop);
        twice.time.at(Duration.ofMillis(1100).toNanos(), twice.engine::stop);
        twice.play(answering(HOUR));

        assertThat(once.samples).hasSameSizeAs(twice.samples).isNotEmpty();
        assertThat(kind(once, Outcome.Kind.CANCELLED)).hasSameSizeAs(once.samples);
        assertThat(lastDone(once))
                .isBetween(
                        Duration.ofMillis(3000).toNanos(),
                        Duration.ofMillis(3050).toNanos());
        assertThat(lastDone(twice))
                .isBetween(
                        Duration.ofMillis(1100).toNanos(),
                        Duration.ofMillis(1150).toNanos());
    }

    @Test
    void aStopTellsTheRequestsThatWaitedForASlot() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(CONSTANT, 1).measure(1000));
        stage.time.at(Duration.ofSeconds(1).toNanos(), stage.engine::stop);
        stage.play(answering(millis(1500)));
        assertThat(kind(stage, Outcome.Kind.OK)).hasSize(1);
        assertThat(kind(stage, Outcome.Kind.CANCELLED)).hasSizeBetween(98, 100);
        assertThat(stage.calls).hasSize(1);
    }

    @Test
    void aStopBeforeTheStartSendsNothing() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(CONSTANT).measure(10));
        stage.engine.stop();
        assertThat(stage.play(QUICK)).isEqualTo(new LoadResult(0, true, List.of(), 0));
    }

    @Test
    void aBugInAProviderEndsTheRunAfterWhatWasMeasured() {
        Stage stage = new Stage(Scenarios.open(CONSTANT).measure(1000));
        IllegalStateException bug = new IllegalStateException("a bug");
        Script buggy = (call, sentNanos) -> {
            if (call.seq() == 50) {
                throw bug;
            }
            return Turn.answer(millis(100), "ok");
        };
        assertThatThrownBy(() -> stage.play(buggy)).isSameAs(bug);
        assertThat(kind(stage, Outcome.Kind.OK)).hasSizeGreaterThanOrEqualTo(50).hasSizeLessThan(60);
        assertThat(stage.closed).hasValue(1);
    }

    @Test
    void anInterruptCancelsAndTellsWhatIsOpen() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(CONSTANT).measure(1000));
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        Thread pacing = stage.time.newThread(() -> {
            try {
                stage.play(answering(HOUR));
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        pacing.start();
        stage.time.at(Duration.ofSeconds(1).toNanos(), pacing::interrupt);
        stage.time.sleepUntil(HOUR);
        pacing.join();
        assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
        assertThat(kind(stage, Outcome.Kind.CANCELLED))
                .hasSameSizeAs(stage.samples)
                .hasSizeBetween(98, 101);
        assertThat(stage.closed).hasValue(1);
    }

    @Test
    void aClosedLoopHasNoMoreOpenThanUsersAndThinksAfterEachReply() throws InterruptedException {
        Stage stage = new Stage(Scenarios.closed(3, Duration.ofMillis(40)).measure(100));
        stage.play((call, _) -> Turn.answer(millis(10 + call.seq() % 5), "ok"));

        assertThat(stage.samples).hasSize(100);
        assertThat(mostOpen(stage.samples)).isEqualTo(3);
        List<Sample> samples = bySeq(stage);
        for (int i = 3; i < samples.size(); i++) {
            long intendedNanos = samples.get(i).intendedNanos();
            long startedBefore = samples.stream()
                    .filter(s -> s.intendedNanos() <= intendedNanos)
                    .count();
            long thoughtOver = samples.stream()
                    .filter(s -> s.doneNanos() + millis(40) <= intendedNanos)
                    .count();
            assertThat(startedBefore - thoughtOver).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void oneUserIsReadyWhenTheReplyIsThereAndTheThoughtIsOver() throws InterruptedException {
        Stage stage = new Stage(Scenarios.closed(1, Duration.ofSeconds(1)).measure(5));
        stage.play(answering(millis(100)));
        List<Sample> samples = bySeq(stage);
        for (int i = 1; i < samples.size(); i++) {
            assertThat(samples.get(i).intendedNanos() - samples.get(i - 1).doneNanos())
                    .isEqualTo(millis(1000));
        }
    }

    @Test
    void aTimedClosedLoopMarksWarmUpAndBlocksByTime() throws InterruptedException {
        Stage stage = new Stage(Scenarios.closed(1, Duration.ZERO)
                .warmUp(new Extent.Time(millis(1000)))
                .measure(Duration.ofSeconds(2)));
        stage.play(answering(millis(10)));

        List<Sample> samples = bySeq(stage);
        assertThat(samples).hasSize(300);
        assertThat(samples).extracting(Sample::phase).startsWith(Phase.WARM_UP).endsWith(Phase.MEASURE);
        Map<Integer, List<Sample>> blocks = samples.stream()
                .filter(sample -> sample.phase() == Phase.MEASURE)
                .collect(groupingBy(Sample::block));
        assertThat(blocks).hasSize(Planner.SIDE_BY_SIDE_BLOCKS);
        assertThat(blocks.values()).allSatisfy(block -> assertThat(block).hasSize(10));
    }

    @Test
    void theWarmUpIsMarkedAndMeasuredToo() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(CONSTANT)
                .arms("a", "b")
                .warmUp(new Extent.Requests(5))
                .measure(20));
        stage.play(QUICK);
        assertThat(stage.samples)
                .filteredOn(sample -> sample.phase() == Phase.WARM_UP)
                .hasSize(10);
        assertThat(stage.samples)
                .filteredOn(sample -> sample.phase() == Phase.MEASURE)
                .hasSize(40);
    }

    @Test
    void onlyWholeAnswersAreJudgedAndByThePromptWithoutTheCacheBustingWord() throws InterruptedException {
        List<String> judged = new ArrayList<>();
        Stage stage = new Stage(Scenarios.open(CONSTANT).measure(14), (prompt, reply) -> {
            judged.add(prompt.text());
            return new Answer(null, reply.text().length(), "", null, Double.NaN, true, null);
        });
        stage.play(QUICK.everyNth(2, failure(millis(1))));

        assertThat(judged).hasSize(7).allMatch(text -> text.startsWith("prompt "));
        assertThat(stage.calls)
                .extracting(call -> call.prompt().text())
                .allMatch(text -> text.matches("\\[[0-9]{12}] prompt \\d"));
        assertThat(stage.calls).extracting(call -> call.prompt().text()).doesNotHaveDuplicates();
        assertThat(stage.samples)
                .allSatisfy(sample -> assertThat(sample.answer() != null)
                        .isEqualTo(sample.outcome().isOk()));
    }

    @Test
    void theProgressIsSeenWhileItRuns() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(CONSTANT, 10).measure(100));
        List<LoadProgress.ArmProgress> seen = new ArrayList<>();
        stage.time.at(Duration.ofMillis(505).toNanos(), () -> seen.addAll(stage.progress.arms()));
        stage.play(answering(millis(200)));

        LoadProgress.ArmProgress arm = seen.getFirst();
        assertThat(arm.planned()).hasValue(100);
        assertThat(arm.due()).isEqualTo(51);
        assertThat(arm.inFlight()).isEqualTo(10);
        assertThat(arm.waiting() + arm.inFlight() + arm.ended()).isEqualTo(arm.due());
    }

    @Test
    void virtualThreadsAndTheRealClockLoseNothingEither() throws InterruptedException {
        Scenarios shape =
                Scenarios.open(new Arrivals.Poisson(5000), 8).arms("a", "b").measure(200);
        List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
        LoadEngine engine = new LoadEngine((prompt, reply) -> null, Purse.BOTTOMLESS);
        LoadResult result = engine.run(
                shape.make(),
                Planner.plan(shape.make()),
                _ -> new SimulatedProvider(answering(millis(1))),
                samples::add,
                RunClock.startingNow(NanoClock.system()),
                new LoadProgress(Planner.plan(shape.make()), shape.arms()));

        assertThat(result).isEqualTo(new LoadResult(400, false, List.of(), 0));
        assertThat(samples)
                .extracting(Sample::seq)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 400).boxed().toList());
        samples.stream()
                .collect(groupingBy(Sample::arm))
                .values()
                .forEach(arm -> assertThat(mostOpen(arm)).isLessThanOrEqualTo(8));
    }

    private static Script answering(long nanos) {
        return (_, _) -> Turn.answer(nanos, "ok");
    }

    private static Turn failure(long afterNanos) {
        return Turn.failure(afterNanos, Outcome.of(Outcome.Kind.SERVER_ERROR, 500, "scripted"));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private static List<Sample> kind(Stage stage, Outcome.Kind kind) {
        return stage.samples.stream()
                .filter(sample -> sample.outcome().kind() == kind)
                .toList();
    }

    private static List<Sample> bySeq(Stage stage) {
        return stage.samples.stream()
                .sorted(Comparator.comparingLong(Sample::seq))
                .toList();
    }

    private static long lastDone(Stage stage) {
        return stage.samples.stream().mapToLong(Sample::doneNanos).max().orElseThrow();
    }

    private static long p99(List<Sample> samples, ToLongFunction<Sample> value) {
        long[] sorted = samples.stream().mapToLong(value).sorted().toArray();
        return sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
    }

    /** Most calls that were open at one time. */
    private static long mostOpen(List<Sample> samples) {
        return samples.stream()
                .mapToLong(at -> samples.stream()
                        .filter(other -> other.sentNanos() <= at.sentNanos() && at.sentNanos() < other.doneNanos())
                        .count())
                .max()
                .orElse(0);
    }

    /** Takes no notice of interrupts until its time is over. */
    private record Deaf(Provider provider) implements Provider {
        @Override
        public Reply call(Call call, RunClock clock) {
            long endNanos = clock.nanos() + Duration.ofSeconds(20).toNanos();
            while (clock.nanos() < endNanos) {
                try {
                    clock.sleepUntil(endNanos);
                } catch (InterruptedException _) {
                    continue;
                }
            }
            return provider.call(call, clock);
        }

        @Override
        public void close() {
            provider.close();
        }
    }
}
