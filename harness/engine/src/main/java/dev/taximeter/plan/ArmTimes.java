package dev.taximeter.plan;

import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Extent;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The intended times of one arm in one trial of an open loop, in nanoseconds after the trial's start. */
final class ArmTimes {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] warmUp;
    private final long[] measured;
    private final long measureFromNanos;

    private ArmTimes(long[] warmUp, long[] measured, long measureFromNanos) {
        this.warmUp = warmUp;
        this.measured = measured;
        this.measureFromNanos = measureFromNanos;
    }

    /** How many requests warm-up has. */
    int warmUps() {
        return warmUp.length;
    }

    /** When the k-th of warm-up is due. */
    long warmUpNanos(int k) {
        return warmUp[k];
    }

    /** How many requests the measured part has. */
    int measures() {
        return measured.length;
    }

    /** When the k-th of the measured part is due; not before the last of warm-up. */
    long measuredNanos(int k) {
        return measured[k];
    }

    /** Where the measured part begins. */
    long measureFromNanos() {
        return measureFromNanos;
    }

    /** Draws them. {@code phaseNanos} is the first arrival of a constant rate. */
    static ArmTimes draw(Arrivals arrivals, double phaseNanos, Extent warmUp, Extent measure, RandomGenerator random) {
        ArrivalStream stream = new ArrivalStream(arrivals, phaseNanos, random);
        long[] first = take(stream, warmUp, 0);
        // Warm-up by number ends right after its last request; the gap that follows belongs to the measured part.
        long fromNanos = switch (warmUp) {
            case Extent.Requests _ -> first.length == 0 ? 0 : first[first.length - 1] + 1;
            case Extent.Time time -> time.nanos();
        };
        return new ArmTimes(first, take(stream, measure, fromNanos), fromNanos);
    }

    /** How long this lasts; for a number of requests, on average. */
    static long nominalNanos(Extent extent, Arrivals arrivals) {
        return switch (extent) {
            case Extent.Requests requests -> Math.round(requests.count() * NANOS_PER_SECOND / arrivals.perSecond());
            case Extent.Time time -> time.nanos();
        };
    }

    private static long[] take(ArrivalStream stream, Extent extent, long fromNanos) {
        return switch (extent) {
            case Extent.Requests requests -> stream.take(Math.toIntExact(requests.count()));
            case Extent.Time time -> stream.takeUntil(fromNanos + time.nanos());
        };
    }

    /** One arm's arrivals, drawn one after another. */
    private static final class ArrivalStream {
        private final Arrivals arrivals;
        private final double phaseNanos;
        private final double meanGapNanos;
        private final RandomGenerator random;
        private long drawn;
        private double sumNanos;
        private long nextNanos;

        ArrivalStream(Arrivals arrivals, double phaseNanos, RandomGenerator random) {
            this.arrivals = arrivals;
            this.phaseNanos = phaseNanos;
            this.meanGapNanos = NANOS_PER_SECOND / arrivals.perSecond();
            this.random = random;
            advance();
        }

        long[] take(int count) {
            long[] times = new long[count];
            for (int i = 0; i < count; i++) {
                times[i] = nextNanos;
                advance();
            }
            return times;
        }

        long[] takeUntil(long endNanos) {
            long[] times = new long[16];
            int n = 0;
            while (nextNanos < endNanos) {
                if (n == times.length) {
                    times = Arrays.copyOf(times, Math.multiplyExact(n, 2));
                }
                times[n++] = nextNanos;
                advance();
            }
            return Arrays.copyOf(times, n);
        }

        private void advance() {
            nextNanos = switch (arrivals) {
                // A product, not a sum: rounding never adds up.
                case Arrivals.Constant _ -> Math.round(phaseNanos + drawn * meanGapNanos);
                // StrictMath and our own formula: the same plan on every machine and Java version.
                case Arrivals.Poisson _ -> {
                    sumNanos -= meanGapNanos * StrictMath.log1p(-random.nextDouble());
                    yield Math.round(sumNanos);
                }
            };
            drawn++;
        }
    }
}
