package dev.taximeter.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class SweepLinesTest {
    private static final Sweep LENGTHS = new Sweep(Sweep.Quantity.OUTPUT_TOKENS, List.of(100.0, 200.0, 400.0, 800.0));

    @Test
    void theSlopeOfALineIsFoundAndItsIntervalCoversIt() {
        int covered = 0;
        for (int seed = 0; seed < 200; seed++) {
            Line line = fit(LENGTHS, tokens -> 5_000 + 30 * tokens, 2_000, seed).orElseThrow();
            assertThat(line.metric()).isEqualTo(Metric.SERVICE);
            assertThat(line.slopeNanos().value()).isCloseTo(30, within(5.0));
            var interval = Objects.requireNonNull(line.slopeNanos().interval());
            covered += interval.low() <= 30 && 30 <= interval.high() ? 1 : 0;
        }
        assertThat(covered).as("of 200 intervals of 95 %").isBetween(180, 199);
    }

    @Test
    void whatIsNoLineIsNotCalledOne() {
        assertThat(fit(LENGTHS, tokens -> tokens * tokens, 100, 1)).isEmpty();
        assertThat(fit(LENGTHS, tokens -> tokens > 300 ? 90_000 : 20_000, 100, 1))
                .isEmpty();
    }

    @Test
    void twoLevelsAndQueuesHaveNoLine() {
        Sweep two = new Sweep(Sweep.Quantity.OUTPUT_TOKENS, List.of(100.0, 200.0));
        Sweep rates = new Sweep(Sweep.Quantity.RATE, List.of(1.0, 2.0, 3.0, 4.0));
        assertThat(fit(two, tokens -> 30 * tokens, 100, 1)).isEmpty();
        assertThat(fit(rates, tokens -> 30 * tokens, 100, 1)).isEmpty();
    }

    private static Optional<Line> fit(Sweep sweep, DoubleUnaryOperator nanosOf, double noise, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int level = i % sweep.values().size();
            double nanos = 10_000 + nanosOf.applyAsDouble(sweep.values().get(level)) + noise * random.nextGaussian();
            Attempt attempt = Attempt.without(i, i + Math.round(nanos), Outcome.ok(200));
            samples.add(new Sample(i, 0, i / 20, "a", Phase.MEASURE, "p", level, i, i, List.of(attempt), null));
        }
        return SweepLines.of(sweep, true, new ArmSamples(samples));
    }
}
