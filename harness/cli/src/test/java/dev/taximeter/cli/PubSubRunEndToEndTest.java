package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunFiles;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.compare.ObjectiveResult.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped scenario of a queue that loses time one way, shortened: the report blames the right direction. */
final class PubSubRunEndToEndTest {
    @TempDir
    private Path folder;

    @Test
    void aDelayOnTheWayBackIsBlamedOnTheWayBackAndOnItsArmAlone() throws Exception {
        Path shipped = Repository.root().resolve("scenarios");
        Files.createDirectory(folder.resolve("data"));
        Files.copy(shipped.resolve("data/assistant.csv"), folder.resolve("data/assistant.csv"));
        String whole = Files.readString(shipped.resolve("nlu-slow-answers.yaml"));
        String quick = whole.replaceAll("warmUp: .*", "warmUp: 10 requests")
                .replaceAll("measure: .*", "measure: 100 requests")
                .replaceAll("rate: [0-9]+/s", "rate: 50/s");
        Path scenario = Files.writeString(folder.resolve("slow.yaml"), quick);
        Path runs = folder.resolve("runs");
        try (TaximeterProcess process =
                TaximeterProcess.start(folder, Map.of(), "run", scenario.toString(), "--out", runs.toString())) {
            // Missed; or, on a machine with other things to do, invalid, which changes no verdict.
            assertThat(process.exitCode()).as(process.output()).isIn(ExitCodes.WORSE, ExitCodes.INVALID);
            assertThat(process.output().replaceAll("\\s+", " "))
                    .contains("(EMULATED)", "asked through a fake Pub/Sub", "none is Google's")
                    .doesNotContain("com.google", "SLF4J");
        }

        Path run = TaximeterProcess.onlyRunIn(runs);
        Map<String, Outcome> outcomes = Analysis.of(RunArchive.open(run)).verdict().objectives().stream()
                .collect(Collectors.toMap(PubSubRunEndToEndTest::name, ObjectiveResult::outcome));
        assertThat(outcomes).containsEntry("slow transport.back.p99 < 150ms", Outcome.FAIL);
        assertThat(outcomes.get("slow transport.forward.p99 < 150ms")).isNotEqualTo(Outcome.FAIL);
        assertThat(outcomes.get("prompt transport.back.p99 < 150ms")).isNotEqualTo(Outcome.FAIL);
        assertThat(outcomes.get("prompt transport.forward.p99 < 150ms")).isNotEqualTo(Outcome.FAIL);

        RunFiles files = RunFiles.in(run);
        for (Path file : Stream.of(files.reportHtml(), files.reportMarkdown()).toList()) {
            assertThat(Files.readString(file)).contains("EMULATED", "a fake Pub/Sub");
        }
        assertThat(Files.readString(files.summaryJson())).contains("\"emulated\" : true", "fake-pubsub");
    }

    private static String name(ObjectiveResult result) {
        return result.arm() + " " + result.objective().text();
    }
}
