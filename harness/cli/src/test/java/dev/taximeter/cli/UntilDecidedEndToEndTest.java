package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.compare.ObjectiveResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that may take long, and ends when nothing is left to decide. */
final class UntilDecidedEndToEndTest {
    @TempDir
    private Path folder;

    @Test
    void aRunEndsWhenItsObjectivesAreDecidedAndSaysWhatItsLimitsAre() throws Exception {
        Files.writeString(folder.resolve("steady.yaml"), """
            profile: 1
            dialect: openai-chat
            description: a steady vendor
            source: "assumption: made for a test"
            ttft: { constant: 20ms }
            gap: { constant: 1ms }
            accuracy: 100%
            reply: one two three four
            """);
        Files.writeString(folder.resolve("prompts.txt"), "How are you?\n");
        Path scenario = Files.writeString(folder.resolve("decide.yaml"), """
            taximeter: 1
            arms:
              a: { provider: openai, model: gpt-4o-mini, emulated: steady.yaml }
              b: { provider: openai, model: gpt-4o-mini, emulated: steady.yaml }
            workload: { task: chat, prompts: prompts.txt, maxOutputTokens: 4 }
            load:
              open: { rate: 40/s, arrivals: constant }
              warmUp: 10 requests
              measure: until decided, at most 4800 requests
            objectives: [ "ttft.p50 < 10s", "errors.ratio < 20%" ]
            """);
        Path runs = Files.createDirectory(folder.resolve("runs"));
        try (TaximeterProcess run =
                TaximeterProcess.start(folder, Map.of(), "run", scenario.toString(), "--out", runs.toString())) {
            // A busy machine spoils the times, which are not what is tested here.
            assertThat(run.exitCode()).as(run.output()).isIn(ExitCodes.OK, ExitCodes.INVALID);
            assertThat(run.output()).contains("Every objective was decided by", "limits of 99 %");
        }
        try (Stream<Path> folders = Files.list(runs)) {
            RunArchive archive = RunArchive.open(folders.findFirst().orElseThrow());
            assertThat(archive.partial()).isFalse();
            assertThat(archive.samples()).hasSizeLessThan(2_500).hasSizeGreaterThanOrEqualTo(620);
            assertThat(Analysis.soFar(archive.manifest(), archive.samples()).objectives())
                    .extracting(ObjectiveResult::outcome)
                    .containsOnly(ObjectiveResult.Outcome.PASS);
        }
    }
}
