package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonFaults;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CourseTest {
    private static final Delay SPREAD = new Delay.Lognormal(10_000_000, 50_000_000, 0.6, 400_000_000);

    @Test
    void theSameSeedPlaysTheSameSequence() {
        assertThat(sequence(42, "openai")).isEqualTo(sequence(42, "openai"));
        assertThat(sequence(42, "openai")).isNotEqualTo(sequence(43, "openai"));
        assertThat(sequence(42, "openai")).isNotEqualTo(sequence(42, "azure"));
    }

    @Test
    void faultsComeAsOftenAsTheProfileSays() {
        Profile profile = Profiles.of(Dialect.OPENAI_CHAT)
                .withFaults(
                        Map.of(
                                InjectedFault.RATE_LIMITED, 0.05,
                                InjectedFault.SERVER_ERROR, 0.01,
                                InjectedFault.HANG_UP, 0.01),
                        JsonFaults.NONE);
        for (int seed = 0; seed < 20; seed++) {
            Map<InjectedFault, Integer> counts = new EnumMap<>(InjectedFault.class);
            int fair = 0;
            for (int i = 0; i < 10_000; i++) {
                InjectedFault fault = new Course(profile, new Seed(seed).branch(i), false).fault();
                if (fault == null) {
                    fair++;
                } else {
                    counts.merge(fault, 1, Integer::sum);
                }
            }
            // Five standard deviations of the binomial: 22 of 500, 10 of 100.
            assertThat(counts.get(InjectedFault.RATE_LIMITED))
                    .as("seed %d", seed)
                    .isBetween(500 - 110, 500 + 110);
            assertThat(counts.get(InjectedFault.SERVER_ERROR))
                    .as("seed %d", seed)
                    .isBetween(100 - 50, 100 + 50);
            assertThat(counts.get(InjectedFault.HANG_UP)).as("seed %d", seed).isBetween(100 - 50, 100 + 50);
            assertThat(fair)
                    .as("seed %d", seed)
                    .isEqualTo(
                            10_000 - counts.values().stream().mapToInt(i -> i).sum());
        }
    }

    @Test
    void lognormalDelaysHaveTheirMedianAndStayWithinTheirBounds() {
        long[] draws = draws(SPREAD);
        assertThat(draws[0]).isGreaterThanOrEqualTo(10_000_000);
        assertThat(draws[draws.length - 1]).isLessThanOrEqualTo(400_000_000);
        // The 40,000 draws' median has a standard error of 0.15 ms; ten of them.
        assertThat(draws[draws.length / 2]).isBetween(48_500_000L, 51_500_000L);
        // p90 of 10 + 40·exp(0.6·Z): Z = 1.2816.
        assertThat(draws[draws.length * 9 / 10]).isBetween(94_000_000L, 98_800_000L);
    }

    @Test
    void measuredQuantilesAreDrawnBackWithStraightLinesBetween() {
        long[] draws = draws(new Delay.Quantiles(List.of(0L, 100L, 1_000L)));
        assertThat(draws[0]).isBetween(0L, 1L);
        assertThat(draws[draws.length / 4]).isBetween(45L, 55L);
        assertThat(draws[draws.length * 3 / 4]).isBetween(520L, 580L);
        assertThat(draws[draws.length - 1]).isBetween(990L, 1_000L);
    }

    @Test
    void onlyStalledRequestsWaitLonger() {
        Profile fair = Profiles.of(Dialect.OPENAI_CHAT);
        Profile stalling = fair.withServing(new Serving(
                List.of(),
                List.of(new Serving.Stall(Serving.Stall.Stage.BEFORE_FIRST_TOKEN, 0.1, new Delay.Constant(7))),
                0,
                OptionalInt.empty(),
                null,
                null,
                null,
                null,
                false));
        long stalls = IntStream.range(0, 10_000)
                .mapToLong(i -> new Course(stalling, new Seed(1).branch(i), false)
                        .stallNanos(Serving.Stall.Stage.BEFORE_FIRST_TOKEN))
                .peek(nanos -> assertThat(nanos).isIn(0L, 7L))
                .filter(nanos -> nanos > 0)
                .count();
        assertThat(stalls).isBetween(850L, 1_150L); // five standard deviations
    }

    private static List<Long> sequence(long seed, String mount) {
        Profile profile = Profiles.of(Dialect.OPENAI_CHAT, SPREAD, SPREAD, 1, 1);
        Seed branch = new Seed(seed).branch(mount);
        return IntStream.range(0, 50)
                .mapToObj(i -> new Course(profile, branch.branch(i), false))
                .flatMap(course -> List.of(course.ttftNanos(), course.nextGapNanos(), course.nextGapNanos()).stream())
                .toList();
    }

    private static long[] draws(Delay delay) {
        long[] draws = LongStream.range(0, 40_000)
                .map(i -> Draws.of(delay, new Seed(9).branch(i).random()))
                .toArray();
        Arrays.sort(draws);
        return draws;
    }
}
