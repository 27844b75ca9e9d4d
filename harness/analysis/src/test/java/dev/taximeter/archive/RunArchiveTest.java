package dev.taximeter.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.Answer;
import dev.taximeter.model.Budget;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.JsonJudgement;
import dev.taximeter.model.JsonRepair;
import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.QueueCounts;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Soundness;
import dev.taximeter.model.Spending;
import dev.taximeter.model.Surroundings;
import dev.taximeter.model.TruthStamp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RunArchiveTest {
    private static final JsonMapper MAPPER = RunJson.mapper();

    @TempDir
    private Path runs;

    @Test
    void everySampleComesBackAsItWas() {
        RandomRuns.forEachSeed(2_000, random -> {
            Sample sample = RandomRuns.sample(random, random.nextLong(Long.MAX_VALUE));
            String line = MAPPER.writeValueAsString(sample);
            assertThat(line).doesNotContain("\n").doesNotContain("null").doesNotContain("NaN");
            assertThat(MAPPER.readValue(line, Sample.class)).isEqualTo(sample);
        });
    }

    @Test
    void aWholeRunComesBackAsItWas() throws IOException {
        RunManifest manifest = RandomRuns.manifest();
        RunManifest ended = manifest.ended(
                Instant.parse("2026-11-22T10:12:00Z"),
                RunManifest.Status.COMPLETE,
                List.of(),
                new Spending(new Budget(new BigDecimal("5.00"), "USD"), new BigDecimal("1.2345"), 2, true, 3));
        List<Sample> samples = RandomRuns.samples(1, 500);
        MachineUse use = new MachineUse(0.25, 0, Double.NaN, 3, 4_000_000, 2_000_000);
        List<TruthStamp> truth = List.of(
                new TruthStamp("r1", "p", 10, ChunkTimes.of(20, 30), 40),
                new TruthStamp("r2", "p", 50, ChunkTimes.empty(), 60));
        Path folder;
        try (RunWriter writer = RunWriter.create(runs, manifest, RandomRuns.plan())) {
            samples.forEach(writer::accept);
            writer.truth(truth.subList(0, 1));
            writer.truth(truth.subList(1, 2));
            writer.machine(use);
            folder = writer.close(ended);
        }
        assertThat(folder.getFileName())
                .hasToString("20261122T101112Z-quickstart-"
                        + manifest.scenarioSha256().substring(0, 8));
        RunArchive archive = RunArchive.open(folder);
        assertThat(archive.manifest()).isEqualTo(ended);
        assertThat(archive.samples()).isEqualTo(samples);
        assertThat(archive.truth()).isEqualTo(truth);
        assertThat(archive.machine()).isEqualTo(use);
        assertThat(archive.plan()).isEqualTo(RandomRuns.plan());
        assertThat(archive.partial()).isFalse();
        assertThat(archive.notes()).isEmpty();
    }

    @Test
    void aRunThatWasNeverEndedIsPartial() throws IOException {
        RunWriter writer = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan());
        RunArchive atTheStart = RunArchive.open(writer.folder());
        assertThat(atTheStart.partial()).isTrue();
        assertThat(atTheStart.samples()).isEmpty();
        assertThat(atTheStart.machine()).isNull();
        writer.accept(RandomRuns.samples(1, 1).getFirst());
        writer.close();
        RunArchive atTheEnd = RunArchive.open(writer.folder());
        assertThat(atTheEnd.samples()).hasSize(1);
        assertThat(atTheEnd.partial()).isTrue();
    }

    @Test
    void anInterruptedRunIsPartial() throws IOException {
        RunArchive archive = written(RandomRuns.samples(1, 3), RunManifest.Status.INTERRUPTED);
        assertThat(archive.partial()).isTrue();
        assertThat(archive.notes()).isEmpty();
    }

    @Test
    void aFileCutAtAnyByteKeepsEveryWholeLineAndSaysWhatItLeftOut() throws IOException {
        List<Sample> samples = RandomRuns.samples(5, 4);
        RunArchive whole = written(samples, RunManifest.Status.COMPLETE);
        Path file = RunFiles.in(whole.folder()).samples();
        byte[] bytes = Files.readAllBytes(file);
        int lastTwoLines = endOfLine(bytes, 2);
        for (int length = bytes.length; length >= lastTwoLines; length--) {
            byte[] left = Arrays.copyOf(bytes, length);
            int wholeLines = (int) new String(left, StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            boolean onlyTheEndIsMissing = length < bytes.length && bytes[length] == '\n';
            boolean atALineEnd = length == 0 || bytes[length - 1] == '\n';
            JsonLines<Sample> cut = JsonLines.read(file, new ByteArrayInputStream(left), Sample.class, MAPPER);
            assertThat(cut.values())
                    .as("cut after %d bytes", length)
                    .isEqualTo(samples.subList(0, wholeLines + (onlyTheEndIsMissing ? 1 : 0)));
            assertThat(cut.torn() != null)
                    .as("torn after %d bytes", length)
                    .isEqualTo(!atALineEnd && !onlyTheEndIsMissing);
        }
    }

    @Test
    void aHalfWrittenLastLineMakesTheRunPartialAndIsReported() throws IOException {
        List<Sample> samples = RandomRuns.samples(5, 3);
        RunArchive whole = written(samples, RunManifest.Status.COMPLETE);
        Path file = RunFiles.in(whole.folder()).samples();
        Files.writeString(file, "{\"seq\":3,", StandardOpenOption.APPEND);
        RunArchive cut = RunArchive.open(whole.folder());
        assertThat(cut.samples()).isEqualTo(samples);
        assertThat(cut.partial()).isTrue();
        assertThat(cut.notes()).containsExactly("samples.jsonl, line 4: half written (9 bytes), left out");
    }

    @Test
    void aBrokenLineInTheMiddleIsAnErrorThatNamesIt() throws IOException {
        RunArchive archive = written(RandomRuns.samples(1, 3), RunManifest.Status.COMPLETE);
        Path file = RunFiles.in(archive.folder()).samples();
        Files.writeString(file, "{\"seq\":1}\n", StandardOpenOption.APPEND);
        assertThatIOException()
                .isThrownBy(() -> RunArchive.open(archive.folder()))
                .withMessageContaining("samples.jsonl, line 4:")
                .withMessageContaining("Missing required creator property");
    }

    @Test
    void unknownKeysAreIgnored() throws IOException {
        List<Sample> samples = RandomRuns.samples(1, 1);
        RunArchive archive = written(samples, RunManifest.Status.COMPLETE);
        RunFiles files = RunFiles.in(archive.folder());
        for (Path file : List.of(files.samples(), files.manifest())) {
            RunFiles.write(file, Files.readString(file).replaceFirst("\\{", "{\"later\":{\"x\":[1]},"));
        }
        assertThat(RunArchive.open(archive.folder()).samples()).isEqualTo(samples);
    }

    @Test
    void aNewerLayoutIsRefusedWithAWordOnWhatToDo() throws IOException {
        RunArchive archive = written(List.of(), RunManifest.Status.COMPLETE);
        Path manifest = RunFiles.in(archive.folder()).manifest();
        RunFiles.write(manifest, Files.readString(manifest).replaceFirst("\"schema\" : 1", "\"schema\" : 2"));
        assertThatIOException()
                .isThrownBy(() -> RunArchive.open(archive.folder()))
                .withMessageEndingWith(
                        "layout 2; this version of Taximeter reads layout 1. A newer version wrote it: use that one.");
        RunFiles.write(manifest, "{}");
        assertThatIOException()
                .isThrownBy(() -> RunArchive.open(archive.folder()))
                .withMessageContaining("has no \"schema\"");
    }

    @Test
    void aFolderWithoutManifestIsNotARun() {
        assertThatIOException()
                .isThrownBy(() -> RunArchive.open(runs))
                .withMessageEndingWith("not a run folder, it has no manifest.json");
    }

    @Test
    void textsAreKeptOnlyOnRequestAndThenForTheOwnerOnly() throws IOException {
        Sample plain = RandomRuns.samples(3, 50).stream()
                .filter(sample -> sample.answer() != null)
                .findFirst()
                .orElseThrow();
        Sample withText = withText(plain, "somebody's private words");
        RunWriter dropping = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan());
        dropping.accept(withText);
        dropping.close();
        assertThat(Files.readString(RunFiles.in(dropping.folder()).samples())).doesNotContain("private");
        assertThat(RunArchive.open(dropping.folder()).samples()).containsExactly(plain);

        RunWriter storing = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan(), Bodies.STORE);
        storing.accept(withText);
        storing.close();
        assertThat(RunArchive.open(storing.folder()).samples()).containsExactly(withText);
        Path file = RunFiles.in(storing.folder()).samples();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void brokenJsonIsKeptWithItsPromptForTheOwnerOnlyAndNowhereElse() throws IOException {
        Sample plain = RandomRuns.samples(3, 50).stream()
                .filter(sample -> sample.answer() != null && sample.phase() == Phase.MEASURE)
                .findFirst()
                .orElseThrow();
        Prompt prompt = new Prompt(plain.promptId(), "a table for two", "{\"guests\":2}", "gu+ests");
        JsonJudgement fenced = new JsonJudgement(Soundness.REPAIRED, List.of(JsonRepair.FENCES), List.of(), List.of());
        JsonJudgement valid = new JsonJudgement(Soundness.VALID, List.of(), List.of(), List.of());
        RunWriter writer =
                RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan(), Bodies.DROP, List.of(prompt));
        writer.accept(saying(plain, "```private```", fenced));
        writer.accept(saying(plain, "{\"private\":1}", valid));
        writer.close();
        RunArchive archive = RunArchive.open(writer.folder());
        assertThat(archive.broken())
                .containsExactly(new BrokenAnswer(plain.seq(), plain.arm(), null, prompt, "```private```", fenced));
        Path samples = RunFiles.in(writer.folder()).samples();
        assertThat(Files.readString(samples)).doesNotContain("private").doesNotContain("a table");
        Path file = RunFiles.in(writer.folder()).broken();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void runsWithoutJsonHaveNoBrokenAnswers() throws IOException {
        RunWriter writer = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan());
        writer.close();
        assertThat(RunArchive.open(writer.folder()).broken()).isEmpty();
        assertThat(RunFiles.in(writer.folder()).broken()).doesNotExist();
    }

    private static Sample saying(Sample sample, String text, JsonJudgement judgement) {
        Answer answer = new Answer(text, text.length(), "ab", null, Double.NaN, null, null, judgement);
        return new Sample(
                sample.seq(),
                sample.trial(),
                sample.block(),
                sample.arm(),
                sample.phase(),
                sample.promptId(),
                sample.intendedNanos(),
                sample.dispatchedNanos(),
                sample.attempts(),
                answer);
    }

    @Test
    void whatBrokersSaidIsKeptAndRunsFromBeforeTheyWereAskedAreRead() throws IOException {
        Surroundings told = new Surroundings(
                Map.of("redis", new QueueCounts(2, 2, 0, 0, 0, 0)),
                Map.of(),
                Map.of("redis", Map.of("appendfsync", "always")));
        Path folder;
        try (RunWriter writer = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan())) {
            writer.surroundings(told);
            folder = writer.close(RandomRuns.manifest());
        }
        assertThat(RunArchive.open(folder).surroundings()).isEqualTo(told);

        Files.writeString(RunFiles.in(folder).surroundings(), """
            {"queues": {"redis": {"published": 2, "answered": 2, "redelivered": 0, "duplicates": 0, "late": 0, "lost": 0}},
             "leftOut": {}}
            """);
        assertThat(RunArchive.open(folder).surroundings())
                .isEqualTo(new Surroundings(told.queues(), Map.of(), Map.of()));
    }

    @Test
    void twoRunsInOneSecondGetFoldersOfTheirOwn() throws IOException {
        RunWriter first = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan());
        RunWriter second = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan());
        RunWriter third = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan());
        first.close();
        second.close(RandomRuns.manifest());
        third.close();
        String id = RandomRuns.manifest().id();
        assertThat(List.of(first.folder(), second.folder(), third.folder()))
                .extracting(folder -> folder.getFileName().toString())
                .containsExactly(id, id + "-2", id + "-3");
        assertThat(RunArchive.open(second.folder()).manifest().id()).isEqualTo(id + "-2");
        assertThat(third.manifest().id()).isEqualTo(id + "-3");
    }

    @Test
    void anIdThatWouldLeaveTheFolderIsRefused() {
        assertThatThrownBy(
                        () -> RunWriter.create(runs, RandomRuns.manifest().withId("../elsewhere"), RandomRuns.plan()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../elsewhere");
    }

    /** Where this line, counted from 1, ends: after its line feed. */
    private static int endOfLine(byte[] bytes, int number) {
        int end = 0;
        for (int line = 0; line < number; end++) {
            line += bytes[end] == '\n' ? 1 : 0;
        }
        return end;
    }

    private RunArchive written(List<Sample> samples, RunManifest.Status status) throws IOException {
        try (RunWriter writer = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan())) {
            samples.forEach(writer::accept);
            return RunArchive.open(writer.close(
                    RandomRuns.manifest().ended(Instant.parse("2026-11-22T10:12:00Z"), status, List.of(), null)));
        }
    }

    private static Sample withText(Sample sample, String text) {
        Answer answer = Objects.requireNonNull(sample.answer());
        return new Sample(
                sample.seq(),
                sample.trial(),
                sample.block(),
                sample.arm(),
                sample.phase(),
                sample.promptId(),
                sample.intendedNanos(),
                sample.dispatchedNanos(),
                sample.attempts(),
                new Answer(
                        text,
                        answer.length(),
                        answer.sha256(),
                        answer.label(),
                        answer.confidence(),
                        answer.correct(),
                        answer.expected(),
                        answer.json(),
                        answer.entities(),
                        answer.generated(),
                        answer.retrieval(),
                        answer.vector()));
    }
}
