package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.history.History;
import dev.taximeter.history.QueryException;
import dev.taximeter.history.Trends;
import dev.taximeter.model.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How long the history of 1,000 runs of four arms takes: under 2 s is wanted. On demand, on an idle machine. */
@EnabledIfSystemProperty(named = "taximeter.proofs", matches = "true")
final class HistoryProofTest {
    private static final int RUNS = 1_000;

    @TempDir
    private Path folder;

    @Test
    void aThousandRunsOfFourArmsAnswer() throws IOException, QueryException {
        Path model = new SyntheticNights(folder.resolve("one"), 500).night(0, 1, 1);
        String summary = withFourArms(Files.readString(model.resolve("summary.json")));
        String manifest = Files.readString(model.resolve("manifest.json"));
        Path runs = folder.resolve("runs");
        for (int run = 0; run < RUNS; run++) {
            Path copy = Files.createDirectories(runs.resolve("run-" + run));
            Files.writeString(copy.resolve("summary.json"), summary);
            Files.writeString(
                    copy.resolve("manifest.json"),
                    manifest.replace(
                            SyntheticNights.at(0).toString(),
                            SyntheticNights.at(run).toString()));
        }
        NanoClock clock = NanoClock.system();
        long start = clock.nanos();
        long opened;
        long arms;
        try (History history = History.open(List.of(runs))) {
            opened = clock.nanos() - start;
            arms = history.query("SELECT arm, median(response_p50_ns) FROM arms GROUP BY arm")
                    .rows()
                    .size();
        }
        long asked = clock.nanos() - start;
        try (History history = History.open(List.of(runs))) {
            assertThat(Trends.of(history, RUNS)).isNotEmpty();
        }
        long all = clock.nanos() - start;
        System.out.printf(
                Locale.ROOT,
                "1,000 runs of 4 arms, summaries of %,d bytes: opened after %,d ms, one query after %,d ms; all trends"
                        + " with their changes in another %,d ms%n",
                summary.length(),
                opened / 1_000_000,
                asked / 1_000_000,
                (all - asked) / 1_000_000);
        assertThat(arms).isEqualTo(4);
    }

    private static String withFourArms(String summary) {
        ObjectNode root = (ObjectNode) new JsonMapper().readTree(summary);
        ArrayNode arms = (ArrayNode) root.get("arms");
        for (int arm = 0; arm < 2; arm++) {
            arms.add(((ObjectNode) arms.get(arm)).deepCopy().put("name", "copy-" + arm));
        }
        return root.toPrettyString();
    }
}
