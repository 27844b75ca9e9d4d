package dev.taximeter.summary;

import static dev.taximeter.summary.TestRun.MILLI;
import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.MachineUse;
import dev.taximeter.summary.Calibration.Rung;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void theCeilingIsTheLastRateBeforeTheFirstThatIsNotTruthful() {
        Rung low = rung(50, 1, idle());
        Rung middle = rung(100, 10, idle());
        Rung high = rung(200, 80, idle());
        Rung lucky = rung(400, 1, idle());
        Calibration calibration = new Calibration(List.of(low, middle, high, lucky));

        assertThat(calibration.ceiling()).contains(middle);
        assertThat(calibration.beyond()).contains(high);
        assertThat(high.doubts())
                .containsExactly("one first token in a hundred was off by 80 ms or more, 53.3 % of the median;"
                        + " at most 10 % may be ours");
    }

    @Test
    void whatMakesAnyRunInvalidMakesARateUntruthful() {
        Rung busy = rung(50, 1, new MachineUse(0.6, 0.35, 0, 0, 0, 0));

        assertThat(new Calibration(List.of(busy)).ceiling()).isEmpty();
        assertThat(busy.doubts()).hasSize(1);
        assertThat(busy.doubts().getFirst()).contains("the client was the bottleneck");
    }

    @Test
    void aServerWithoutStampsProvesNothing() {
        TestRun run = new TestRun().emulated("stream", "Stream").machine(idle());
        for (int i = 0; i < 200; i++) {
            run.add(sample("stream")
                    .intended(i * 10 * MILLI)
                    .chunks(150 * MILLI)
                    .takes(200 * MILLI));
        }
        assertThat(new Rung(50, run.summary()).doubts())
                .containsExactly("no first token was measured that the server has a stamp of");
    }

    @Test
    void othersOnTheMachineAreNoticed() {
        assertThat(rung(50, 1, idle()).disturbed()).isFalse();
        assertThat(rung(50, 1, new MachineUse(0.1, 0.1, 0.3, 0, 0, 0)).disturbed())
                .isTrue();
    }

    @Test
    void aCalibrationHasRates() {
        assertThatThrownBy(() -> new Calibration(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static MachineUse idle() {
        return new MachineUse(0.1, 0.1, 0, 0, 0, 0);
    }

    /** 200 streams whose first token truly took 150 ms; five of them were measured so much too late. */
    private static Rung rung(double perSecond, long lateMillis, MachineUse use) {
        TestRun run = new TestRun().emulated("stream", "Stream").machine(use);
        for (int i = 0; i < 200; i++) {
            long error = i % 40 == 0 ? lateMillis * MILLI : 0;
            String id = "r" + i;
            run.add(sample("stream")
                    .requestId(id)
                    .intended(i * 10 * MILLI)
                    .chunks(150 * MILLI + error)
                    .takes(250 * MILLI));
            run.stamp(id, 0, 150 * MILLI, 250 * MILLI);
        }
        return new Rung(perSecond, run.summary());
    }
}
