package dev.taximeter.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.ArmStop;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Sample;
import dev.taximeter.plan.Scenarios;
import dev.taximeter.provider.sim.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs whose money ends, in simulated time. */
@Timeout(60)
final class PurseTest {
    private static final long MILLI = 1_000_000;
    private static final Arrivals TEN_A_SECOND = new Arrivals.Constant(10);
    private static final String WHY = "the budget does not reach for another request";

    @Test
    void aSpentPurseEndsTheRunForAllArmsAndKeepsWhatWasMeasured() throws InterruptedException {
        Coins coins = new Coins(25);
        Stage stage =
                new Stage(Scenarios.open(TEN_A_SECOND).arms("a", "b").trials(3).measure(100), coins);
        LoadResult result = stage.play((_, _) -> Turn.answer(10 * MILLI, "ok"));
        assertThat(stage.calls).hasSize(25);
        assertThat(coins.settled).hasSize(25);
        assertThat(stage.samples.stream().filter(sample -> sample.outcome().isOk()))
                .hasSize(25);
        assertThat(result.stops()).extracting(ArmStop::arm).containsExactly("a", "b");
        assertThat(result.stops())
                .allSatisfy(stop -> assertThat(stop.outcome()).isEqualTo(Outcome.of(Outcome.Kind.NOT_SENT, WHY)));
        assertThat(stage.time.nanos()).isLessThan(Duration.ofSeconds(4).toNanos());
    }

    @Test
    void whatIsOpenWhenTheMoneyEndsMayEndAndTheRefusedOneIsNoError() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(TEN_A_SECOND).measure(100), new Coins(3));
        stage.play((_, _) -> Turn.answer(1_000 * MILLI, "ok"));
        assertThat(stage.samples)
                .extracting(sample -> sample.outcome().kind())
                .containsExactlyInAnyOrder(Outcome.Kind.OK, Outcome.Kind.OK, Outcome.Kind.OK, Outcome.Kind.NOT_SENT);
        assertThat(stage.progress.arms())
                .allSatisfy(arm -> assertThat(arm.ended()).isEqualTo(arm.due()));
    }

    @Test
    void everyRetryIsPaidForItself() throws InterruptedException {
        Coins coins = new Coins(5);
        Stage stage = new Stage(
                Scenarios.open(TEN_A_SECOND).retries(9, Duration.ofMillis(1)).measure(100), coins);
        stage.play((_, _) -> Turn.failure(MILLI, Outcome.of(Outcome.Kind.OVERLOADED, 503, "busy")));
        assertThat(stage.calls).hasSize(5);
        assertThat(coins.settled).hasSize(5);
        assertThat(stage.samples.stream().mapToLong(PurseTest::calls))
                .hasSize(1)
                .containsExactly(5L);
    }

    @Test
    void usersOfAClosedLoopGoHome() throws InterruptedException {
        Coins coins = new Coins(40);
        Stage stage = new Stage(
                Scenarios.closed(4, Duration.ofMillis(5))
                        .warmUp(new Extent.Time(0))
                        .measure(Duration.ofSeconds(60)),
                coins);
        LoadResult result = stage.play((_, _) -> Turn.answer(10 * MILLI, "ok"));
        assertThat(stage.calls).hasSize(40);
        assertThat(stage.time.nanos()).isLessThan(Duration.ofSeconds(2).toNanos());
        assertThat(result.stops()).hasSize(1);
    }

    /** 10 for each call is set aside and 2 are spent; ten open calls set all of 100 aside, with 80 left unspent. */
    @Test
    void dearOpenCallsGiveMoneyBackAndTheRestOfTheWorkGoesOn() throws InterruptedException {
        Savings savings = new Savings(100, 10, 2);
        Stage stage = new Stage(Scenarios.open(TEN_A_SECOND).measure(100), savings);
        LoadResult result = stage.play((_, _) -> Turn.answer(2_000 * MILLI, "ok"));
        // the 46th call would need 10 when 90 are spent, and gets them; the 47th finds 8
        assertThat(stage.calls).hasSize(46);
        assertThat(savings.spent).isEqualTo(92);
        assertThat(savings.setAside).isZero();
        assertThat(savings.mostOpen).isEqualTo(100);
        assertThat(result.waited()).isPositive();
        assertThat(result.stops()).hasSize(1);
        assertThat(stage.samples.stream().filter(sample -> sample.outcome().isOk()))
                .hasSize(46)
                .anySatisfy(sample -> assertThat(sample.sentNanos() - sample.dispatchedNanos())
                        .as("what waits for money is late, and its figures say so")
                        .isGreaterThan(100 * MILLI));
    }

    @Test
    void nothingIsCutShortWhenWhatIsLeftReachesForTheWholePlan() throws InterruptedException {
        for (int open = 1; open <= 20; open++) {
            Savings savings = new Savings(open * 10L + 2 * 99, 10, 2);
            Stage stage = new Stage(Scenarios.open(TEN_A_SECOND).measure(100), savings);
            LoadResult result = stage.play((_, _) -> Turn.answer(900 * MILLI, "ok"));
            assertThat(stage.calls).as("%d may be open", open).hasSize(100);
            assertThat(result.stops()).isEmpty();
            assertThat(savings.spent).isEqualTo(200);
        }
    }

    @Test
    void aCallThatIsNeverHeardOfAgainSpendsWhatWasSetAside() throws InterruptedException {
        Savings savings = new Savings(25, 10, 2);
        Stage stage = new Stage(Scenarios.open(TEN_A_SECOND).measure(3).drain(Duration.ofSeconds(1)), savings);
        stage.play((call, _) ->
                call.seq() == 0 ? Turn.answer(Duration.ofHours(1).toNanos(), "too late") : Turn.answer(MILLI, "ok"));
        assertThat(savings.setAside).isZero();
        assertThat(savings.spent).isEqualTo(10 + 2 + 2);
    }

    @Test
    void whoWaitsForMoneyUntilTheEndOfTheDrainWasNotSent() throws InterruptedException {
        Savings savings = new Savings(15, 10, 2);
        Stage stage = new Stage(Scenarios.open(TEN_A_SECOND).measure(2).drain(Duration.ofSeconds(1)), savings);
        stage.play((_, _) -> Turn.answer(Duration.ofHours(1).toNanos(), "too late"));
        assertThat(stage.calls).hasSize(1);
        assertThat(stage.samples)
                .extracting(sample -> sample.outcome().kind())
                .containsExactly(Outcome.Kind.CANCELLED, Outcome.Kind.CANCELLED);
        assertThat(stage.samples)
                .anySatisfy(sample -> assertThat(sample.outcome().detail()).startsWith("never sent: the rest of the"));
    }

    /** Sets the same aside for each call, and spends less unless it was cancelled. */
    private static final class Savings implements Purse {
        private final long limit;
        private final long most;
        private final long actual;
        long setAside;
        long mostOpen;
        long spent;

        Savings(long limit, long most, long actual) {
            this.limit = limit;
            this.most = most;
            this.actual = actual;
        }

        @Override
        public synchronized Answer ask(PlannedRequest request) {
            if (spent + most > limit) {
                return new Refused(WHY);
            }
            if (spent + setAside + most > limit) {
                return new NotYet();
            }
            setAside += most;
            mostOpen = Math.max(mostOpen, spent + setAside);
            return new Granted(this::settle);
        }

        private synchronized void settle(Attempt attempt) {
            setAside -= most;
            spent += attempt.outcome().kind() == Outcome.Kind.CANCELLED ? most : actual;
        }
    }

    private static long calls(Sample sample) {
        return sample.attempts().size();
    }

    /** Pays for so many calls. */
    private static final class Coins implements Purse {
        private final AtomicInteger left;
        final List<Attempt> settled = Collections.synchronizedList(new ArrayList<>());

        Coins(int coins) {
            left = new AtomicInteger(coins);
        }

        @Override
        public Answer ask(PlannedRequest request) {
            return left.getAndDecrement() > 0 ? new Granted(settled::add) : new Refused(WHY);
        }
    }
}
