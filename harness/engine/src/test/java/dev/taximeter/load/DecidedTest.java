package dev.taximeter.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Arrivals;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Sample;
import dev.taximeter.plan.Scenarios;
import dev.taximeter.provider.sim.SimulatedProvider;
import dev.taximeter.provider.sim.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that end when they are decided, in simulated time. */
@Timeout(60)
final class DecidedTest {
    private static final Arrivals TEN_A_SECOND = new Arrivals.Constant(10);

    private final List<Integer> looks = new ArrayList<>();

    @Test
    void looksAreAfterDoublingNumbersOfWholeBlocks() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(TEN_A_SECOND)
                .arms("a", "b")
                .measure(160)
                .interleaved(16)
                .untilDecided());
        LoadResult result = play(stage, Integer.MAX_VALUE);
        assertThat(looks).containsExactly(20, 40, 80, 160);
        assertThat(stage.scenario.load().looks()).containsExactly(1, 2, 4, 8, 16);
        assertThat(result).isEqualTo(new LoadResult(320, false, List.of(), 0));
    }

    @Test
    void nothingMoreIsSentOnceItIsDecidedAndEveryArmHasPlayedTheSameBlocks() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(TEN_A_SECOND)
                .arms("a", "b")
                .measure(160)
                .interleaved(16)
                .untilDecided());
        LoadResult result = play(stage, 40);
        assertThat(result).isEqualTo(new LoadResult(40, false, List.of(), 0));
        assertThat(stage.samples.stream().collect(Collectors.groupingBy(Sample::arm, Collectors.counting())))
                .containsEntry("a", 20L)
                .containsEntry("b", 20L);
    }

    @Test
    void sideBySideItIsLookedAtBetweenTrials() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(TEN_A_SECOND)
                .arms("a", "b")
                .measure(10)
                .trials(5)
                .untilDecided());
        play(stage, 60);
        assertThat(looks).containsExactly(20, 40, 60);
        assertThat(stage.samples).hasSize(60);
        assertThat(stage.closed).hasValue(stage.opened.get());
    }

    @Test
    void aRunOfFixedLengthIsNotLookedAt() throws InterruptedException {
        Stage stage = new Stage(
                Scenarios.open(TEN_A_SECOND).arms("a", "b").measure(160).interleaved(16));
        play(stage, 0);
        assertThat(looks).isEmpty();
        assertThat(stage.samples).hasSize(320);
    }

    /** @param enough samples that decide */
    private LoadResult play(Stage stage, int enough) throws InterruptedException {
        return stage.engine.run(
                stage.scenario,
                stage.plan,
                _ -> stage.watched(new SimulatedProvider((_, _) -> Turn.answer(1_000_000, "ok"))),
                stage.samples::add,
                RunClock.startingNow(stage.time),
                stage.progress,
                () -> {
                    looks.add(stage.samples.size());
                    return stage.samples.size() >= enough;
                });
    }
}
