package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.TruthAgreement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tool as a user does: a process, a scenario file, a folder of results. */
final class RunEndToEndTest {
    @TempDir
    private Path folder;

    private Path runs;

    @BeforeEach
    void prepare() throws IOException {
        runs = Files.createDirectory(folder.resolve("runs"));
        Files.writeString(folder.resolve("steady.yaml"), """
            profile: 1
            dialect: openai-chat
            description: a steady vendor
            source: "assumption: made for a test"
            ttft: { constant: 40ms }
            gap: { constant: 5ms }
            accuracy: 90%
            reply: one two three four five six seven eight
            """);
        Files.writeString(
                folder.resolve("azure.yaml"),
                Files.readString(folder.resolve("steady.yaml")).replace("openai-chat", "azure-deployment"));
        Files.writeString(
                folder.resolve("claude.yaml"),
                Files.readString(folder.resolve("steady.yaml")).replace("openai-chat", "anthropic-messages"));
        Files.writeString(folder.resolve("prompts.txt"), "How are you?\nWhere is my parcel?\nWhat does it cost?\n");
    }

    private Path scenario(String measure) throws IOException {
        return Files.writeString(folder.resolve("three.yaml"), """
            taximeter: 1
            question: Does the meter agree with the truth?
            prices: 2023-06-20
            arms:
              chatgpt: { provider: openai, model: gpt-3.5-turbo, emulated: steady.yaml }
              azure: { provider: azure-openai, deployment: gpt-35-turbo, emulated: azure.yaml }
              claude: { provider: anthropic, model: claude-instant-1, emulated: claude.yaml }
            workload: { task: chat, prompts: prompts.txt, maxOutputTokens: 8 }
            load:
              open: { rate: 40/s }
              warmUp: 20 requests
              measure: %s
            order: side-by-side
            """.formatted(measure));
    }

    private Path onlyRun() throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            List<Path> found = folders.toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }

    @Test
    void measuredTimesAgreeWithWhatTheEmulatorTrulyDid() throws Exception {
        try (TaximeterProcess run = TaximeterProcess.start(
                folder, Map.of(), "run", scenario("120 requests").toString(), "--out", runs.toString())) {
            assertThat(run.exitCode()).as(run.output()).isZero();
        }
        RunArchive archive = RunArchive.open(onlyRun());
        RunSummary summary = Analysis.of(archive).summary();

        assertThat(summary.instrument().truth()).hasSize(3).allSatisfy((TruthAgreement arm) -> {
            assertThat(arm.n()).isEqualTo(120);
            assertThat(arm.unmatched()).isZero();
            // A bound of the loopback's order, far under the 40 ms that are measured.
            assertThat(arm.ttftMedianNanos()).isBetween(0.0, 5e6);
            assertThat(arm.endToEndMedianNanos()).isBetween(-1e6, 5e6);
        });
        assertThat(archive.samples().stream().filter(sample -> sample.phase() == Phase.MEASURE))
                .hasSize(360)
                .allSatisfy(sample -> assertThat(sample.outcome().kind()).isEqualTo(Outcome.Kind.OK));
    }

    @Test
    void everythingThatARunShowsOfAnEmulatedArmSaysSo() throws Exception {
        try (TaximeterProcess run = TaximeterProcess.start(
                folder, Map.of(), "run", scenario("80 requests").toString(), "--out", runs.toString())) {
            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.output()).contains("EMULATED");
        }
        Path run = onlyRun();
        for (String file : List.of("report.html", "report.md", "summary.json", "summary.csv", "samples.csv")) {
            assertThat(Files.readString(run.resolve(file)).toLowerCase(java.util.Locale.ROOT))
                    .as(file)
                    .contains("emulated");
        }
    }

    @Test
    void aKilledRunLosesAtMostTheLastSecondAndItsEmulatorEnds() throws Exception {
        List<ProcessHandle> children;
        Instant killedAt;
        try (TaximeterProcess run =
                TaximeterProcess.start(folder, Map.of(), "run", scenario("60s").toString(), "--out", runs.toString())) {
            awaitSamples(run, 200);
            children = run.children();
            killedAt = Instant.now();
            run.kill();
        }
        RunArchive archive = RunArchive.open(onlyRun());
        assertThat(archive.partial()).isTrue();
        assertThat(archive.manifest().status()).isEqualTo(RunManifest.Status.RUNNING);
        long lastDoneNanos =
                archive.samples().stream().mapToLong(Sample::doneNanos).max().orElseThrow();
        Duration lost = Duration.between(archive.manifest().startedAt().plusNanos(lastDoneNanos), killedAt);
        assertThat(lost).isLessThan(Duration.ofSeconds(1));

        for (ProcessHandle child : children) {
            child.onExit().get();
        }
        try (TaximeterProcess report =
                TaximeterProcess.start(folder, Map.of(), "report", onlyRun().toString())) {
            assertThat(report.exitCode()).as(report.output()).isIn(ExitCodes.OK, ExitCodes.INVALID);
            assertThat(report.output()).containsIgnoringCase("partial");
        }
    }

    @Test
    void ctrlCKeepsWhatWasMeasuredAndReportsIt() throws Exception {
        try (TaximeterProcess run =
                TaximeterProcess.start(folder, Map.of(), "run", scenario("60s").toString(), "--out", runs.toString())) {
            awaitSamples(run, 100);
            run.interrupt();
            assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCodes.INTERRUPTED);
            assertThat(run.output()).containsIgnoringCase("partial");
        }
        RunArchive archive = RunArchive.open(onlyRun());
        assertThat(archive.manifest().status()).isEqualTo(RunManifest.Status.INTERRUPTED);
        assertThat(archive.samples()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(onlyRun().resolve("report.html")).isNotEmptyFile();
    }

    /** Watches the file grow, as a person with {@code tail -f} does. */
    private void awaitSamples(TaximeterProcess run, int wanted) throws Exception {
        Instant limit = Instant.now().plusSeconds(90);
        while (samples() < wanted) {
            assertThat(run.alive()).as(run.output()).isTrue();
            assertThat(Instant.now()).as(run.output()).isBefore(limit);
            Thread.onSpinWait();
        }
    }

    private long samples() throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            Path file =
                    folders.findFirst().map(run -> run.resolve("samples.jsonl")).orElse(null);
            if (file == null || !Files.exists(file)) {
                return 0;
            }
            try (Stream<String> lines = Files.lines(file)) {
                return lines.count();
            }
        }
    }
}
