package dev.taximeter.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ProfileFitTest {
    private static final long MILLI = 1_000_000;

    @Test
    void whatAFitPlaysIsDistributedAsWhatWasMeasured() {
        double worst = 0;
        for (long seed = 0; seed < 50; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            List<MeasuredCall> measured = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                measured.add(ok(lognormal(random), List.of(20 * MILLI)));
            }
            ProfileFit fit = ProfileFit.of(measured, false);
            double[] truth = measured.stream()
                    .mapToDouble(call -> call.ttftNanos().orElseThrow())
                    .sorted()
                    .toArray();
            double[] played = random.doubles(4_000)
                    .map(unit -> play(fit, unit, random))
                    .sorted()
                    .toArray();
            double distance = kolmogorovSmirnov(truth, played);
            worst = Math.max(worst, distance);
            // 5 % of such pairs differ by more than 1.36·√(1/400 + 1/4000) = 0.071 if they are the same distribution.
            assertThat(distance).as("seed %d", seed).isLessThan(0.071);
        }
        System.out.printf(Locale.ROOT, "fitted against measured, n 400, 50 seeds: KS at most %.3f%n", worst);
    }

    @Test
    void outliersArePlayedAsStallsAndNotAsALongSlope() {
        List<MeasuredCall> measured = new ArrayList<>();
        for (int i = 0; i < 198; i++) {
            measured.add(ok((500 + i) * MILLI, List.of(20 * MILLI)));
        }
        measured.add(ok(60_000 * MILLI, List.of(20 * MILLI, 9_000 * MILLI)));
        measured.add(ok(100_000 * MILLI, List.of(20 * MILLI)));
        ProfileFit fit = ProfileFit.of(measured, false);
        assertThat(fit.ttftNanos().getLast()).isEqualTo(697 * MILLI);
        assertThat(fit.ttftStalls().ratio()).isCloseTo(0.01, within(1e-9));
        assertThat(fit.ttftStalls().excessNanos().getLast()).isGreaterThan(99_000 * MILLI);
        assertThat(fit.gapNanos().getLast()).isEqualTo(20 * MILLI);
        assertThat(fit.gapStalls().ratio()).isCloseTo(0.005, within(1e-9));
    }

    @Test
    void failuresKeepTheirShares() {
        List<MeasuredCall> measured = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            measured.add(ok((500 + i) * MILLI, List.of()));
        }
        for (int i = 0; i < 20; i++) {
            Outcome.Kind kind =
                    i < 12 ? Outcome.Kind.RATE_LIMITED : i < 18 ? Outcome.Kind.RESET : Outcome.Kind.CONNECT_FAILED;
            measured.add(new MeasuredCall(kind, OptionalLong.empty(), List.of(), 0, OptionalLong.empty()));
        }
        ProfileFit fit = ProfileFit.of(measured, false);
        assertThat(fit.faultRatios().get(InjectedFault.RATE_LIMITED)).isCloseTo(0.12, within(1e-9));
        assertThat(fit.faultRatios().get(InjectedFault.RESET_BEFORE_HEADERS)).isCloseTo(0.06, within(1e-9));
        assertThat(fit.unplayed()).containsEntry(Outcome.Kind.CONNECT_FAILED, 2);
        assertThat(fit.good()).isEqualTo(80);
    }

    @Test
    void burstsAndTokensPerFrameAreThoseOfTheAnswers() {
        List<MeasuredCall> measured = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            measured.add(new MeasuredCall(
                    Outcome.Kind.OK,
                    OptionalLong.of((500 + i) * MILLI),
                    List.of(300 * MILLI, 310 * MILLI),
                    90,
                    OptionalLong.of(180)));
        }
        ProfileFit fit = ProfileFit.of(measured, false);
        assertThat(fit.framesPerBurst()).isEqualTo(30);
        assertThat(fit.tokensPerFrame()).isEqualTo(2);
        assertThat(fit.gapNanos().getFirst()).isEqualTo(300 * MILLI);
    }

    @Test
    void fewCallsMakeNoProfile() {
        assertThatThrownBy(() -> ProfileFit.of(List.of(ok(MILLI, List.of())), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 good calls are too few");
    }

    private static MeasuredCall ok(long ttftNanos, List<Long> gaps) {
        return new MeasuredCall(
                Outcome.Kind.OK, OptionalLong.of(ttftNanos), gaps, gaps.size() + 1, OptionalLong.empty());
    }

    private static long lognormal(RandomGenerator random) {
        return Math.round(200 * MILLI + 300 * MILLI * Math.exp(0.5 * random.nextGaussian()));
    }

    /** Draws as the emulator does: straight lines between quantiles, now and then a stall. */
    private static double play(ProfileFit fit, double unit, RandomGenerator random) {
        double ttft = draw(fit.ttftNanos(), unit);
        boolean stalled = random.nextDouble() < fit.ttftStalls().ratio();
        return stalled ? ttft + draw(fit.ttftStalls().excessNanos(), random.nextDouble()) : ttft;
    }

    private static double draw(List<Long> quantiles, double unit) {
        double place = unit * (quantiles.size() - 1);
        int below = (int) place;
        return quantiles.get(below) + (place - below) * (quantiles.get(below + 1) - quantiles.get(below));
    }

    private static double kolmogorovSmirnov(double[] a, double[] b) {
        double distance = 0;
        for (double x : a) {
            distance = Math.max(distance, Math.abs(below(a, x) - below(b, x)));
        }
        return distance;
    }

    private static double below(double[] sorted, double x) {
        int place = Arrays.binarySearch(sorted, x);
        return (place < 0 ? -place - 1 : place + 1) / (double) sorted.length;
    }
}
