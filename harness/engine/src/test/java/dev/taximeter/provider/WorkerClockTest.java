package dev.taximeter.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Passage;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class WorkerClockTest {
    private static final long ORIGIN = 7_000_000_000L;

    /** One call, by true times: our clock is the true one, the worker's is ahead and drifts. */
    private record Truth(long sent, long thereNanos, long workerNanos, long backNanos) {
        long received() {
            return sent + thereNanos;
        }

        long done() {
            return received() + workerNanos + backNanos;
        }

        WorkerStamps stamps(Worker worker) {
            long received = worker.reads(received());
            long replied = worker.reads(received() + workerNanos);
            return new WorkerStamps("w", worker.bootId, received, received, replied, replied, 1, 1);
        }
    }

    private record Worker(String bootId, long aheadNanos, double driftRatio) {
        long reads(long runNanos) {
            return ORIGIN + aheadNanos + runNanos + Math.round(runNanos * driftRatio);
        }
    }

    private static Passage passage(WorkerClocks clocks, Truth truth, Worker worker) {
        return clocks.passage(truth.sent(), OptionalLong.empty(), truth.stamps(worker), truth.done(), ORIGIN);
    }

    @Test
    void eachDirectionLiesWithinItsBoundWhateverTheClocksDo() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            var worker = new Worker(
                    "theirs", random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L), random.nextDouble(-4e-5, 4e-5));
            var clocks = new WorkerClocks("ours");
            long sent = 0;
            for (int call = 0; call < 600; call++) {
                sent += random.nextLong(20_000_000);
                var truth = new Truth(
                        sent, random.nextLong(1, 5_000_000), random.nextLong(5_000_000), random.nextLong(1, 500_000));
                Passage passage = passage(clocks, truth, worker);
                assertThat(passage.sameClock()).isFalse();
                assertThat(Math.abs(passage.receivedNanos() - truth.received()))
                        .as("seed %d, call %d: the way there", seed, call)
                        .isLessThanOrEqualTo(passage.boundNanos());
                assertThat(Math.abs(passage.repliedNanos() - (truth.received() + truth.workerNanos())))
                        .as("seed %d, call %d: the way back", seed, call)
                        .isLessThanOrEqualTo(passage.boundNanos());
            }
        }
    }

    @Test
    void theSameBootIsOneClockAndItsBoundIsTheQuickestWay() {
        var clocks = new WorkerClocks("ours");
        var worker = new Worker("ours", 0, 0);
        Passage first = passage(clocks, new Truth(10, 400, 1_000, 300), worker);
        Passage second = passage(clocks, new Truth(5_000, 70, 1_000, 90), worker);
        Passage third = passage(clocks, new Truth(9_000, 5_000, 1_000, 8_000), worker);
        assertThat(first.boundNanos()).isEqualTo(400);
        assertThat(second.boundNanos()).isEqualTo(90);
        assertThat(third.boundNanos()).isEqualTo(90);
        assertThat(third.sameClock()).isTrue();
        assertThat(third.receivedNanos()).isEqualTo(14_000);
        assertThat(third.repliedNanos()).isEqualTo(15_000);
    }

    @Test
    void aBoundKnownOtherwiseCountsWhereItIsSmallerAndAsLongAsNothingContradictsOneClock() {
        var clocks = new WorkerClocks("ours", OptionalLong.of(50));
        var same = new Worker("ours", 0, 0);
        assertThat(passage(clocks, new Truth(10, 30, 1_000, 170_000), same).boundNanos())
                .isEqualTo(50);
        assertThat(passage(clocks, new Truth(500_000, 30, 1_000, 20), same).boundNanos())
                .isEqualTo(30);

        var contradicted = new WorkerClocks("ours", OptionalLong.of(50));
        Passage passage = passage(contradicted, new Truth(10, 400, 1_000, 300), new Worker("ours", -1_000_000, 0));
        assertThat(passage.sameClock()).isFalse();
        assertThat(passage.boundNanos()).isBetween(350L, 352L);
    }

    @Test
    void aRequestReceivedBeforeItWasSentEndsTheBeliefInOneClock() {
        var clocks = new WorkerClocks("ours");
        var worker = new Worker("ours", -1_000_000, 0);
        Passage passage = passage(clocks, new Truth(10, 400, 1_000, 300), worker);
        assertThat(passage.sameClock()).isFalse();
        assertThat(passage.receivedNanos()).isBetween(10L, 710L);
        assertThat(passage.boundNanos()).isBetween(350L, 352L);
    }

    @Test
    void aPlatformThatDoesNotTellItsBootIsNotBelieved() {
        Passage passage = passage(new WorkerClocks(null), new Truth(10, 400, 1_000, 300), new Worker("theirs", 0, 0));
        assertThat(passage.sameClock()).isFalse();
    }

    @Test
    void theWorkersOwnTimeIsExactHoweverFarItsClockIsOff() {
        Passage passage =
                passage(new WorkerClocks(null), new Truth(10, 400, 1_234, 300), new Worker("theirs", 1L << 50, 0));
        assertThat(passage.workerNanos()).isEqualTo(1_234);
    }
}
