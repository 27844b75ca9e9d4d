package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains on CLINC150 (Larson et al. 2019) and tests on its test set; a minute, so on demand only:
 * {@code mvn -pl harness/nlu -am verify -Dtest=Clinc150Test -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtaximeter.slow=true}. The data lie in {@code data/clinc150} of the folder {@code shared} beside the repository, or of
 * the one that {@code -Dtaximeter.shared=…} names.
 */
class Clinc150Test {
    @Test
    void atLeastNinetyFourOfAHundredFreshUtterancesGetTheirIntent() throws IOException, InterruptedException {
        assumeTrue(Boolean.getBoolean("taximeter.slow"), "slow; runs with -Dtaximeter.slow=true");
        Path file = shared().resolve("data/clinc150/data_full.json");
        assumeTrue(Files.exists(file), "needs CLINC150's data_full.json; name its folder with -Dtaximeter.shared");
        JsonNode data = new JsonMapper().readTree(Files.readAllBytes(file));
        NanoClock clock = NanoClock.system();

        try (Encoder encoder = Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 1)) {
            long startNanos = clock.nanos();
            IntentModel model = IntentModel.train(encoder, utterances(data, "train", "oos_train"), 1);
            double trainSeconds = (clock.nanos() - startNanos) / 1e9;

            List<LabelledUtterance> test = utterances(data, "test", "oos_test");
            long[] parseNanos = new long[test.size()];
            int[] next = {0};
            Evaluation evaluation = Evaluation.of(test, text -> {
                long sentNanos = clock.nanos();
                String intent = model.parse(text).intent();
                parseNanos[next[0]++] = clock.nanos() - sentNanos;
                return intent;
            });
            print(evaluation, trainSeconds, parseNanos);

            assertThat(evaluation.inScope()).isEqualTo(4500);
            assertThat(evaluation.outOfScope()).isEqualTo(1000);
            assertThat(evaluation.inScopeAccuracyRatio().orElseThrow()).isGreaterThanOrEqualTo(0.94);
            assertThat(evaluation.outOfScopeRecallRatio().orElseThrow()).isGreaterThanOrEqualTo(0.55);
        }
    }

    private static Path shared() {
        String named = System.getProperty("taximeter.shared");
        if (named != null) {
            return Path.of(named);
        }
        Path root = Path.of("").toAbsolutePath(); // Maven tests a module in the module's own folder
        while (root.getParent() != null && !Files.exists(root.resolve("LICENSE"))) {
            root = root.getParent();
        }
        return root.resolveSibling("shared");
    }

    private static List<LabelledUtterance> utterances(JsonNode data, String... splits) {
        List<LabelledUtterance> utterances = new ArrayList<>();
        for (String split : splits) {
            for (JsonNode pair : data.path(split)) {
                utterances.add(new LabelledUtterance(
                        pair.get(0).asString(), pair.get(1).asString()));
            }
        }
        return utterances;
    }

    private static void print(Evaluation evaluation, double trainSeconds, long[] parseNanos) {
        Arrays.sort(parseNanos);
        System.out.printf(
                Locale.ROOT,
                "CLINC150: in scope %.2f %%, out of scope found %.1f %%, trained in %.1f s, parse p50 %.2f ms, p99"
                        + " %.2f ms%n",
                100 * evaluation.inScopeAccuracyRatio().orElseThrow(),
                100 * evaluation.outOfScopeRecallRatio().orElseThrow(),
                trainSeconds,
                parseNanos[parseNanos.length / 2] / 1e6,
                parseNanos[parseNanos.length * 99 / 100] / 1e6);
    }
}
