package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.archive.Compressed;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunFiles;
import dev.taximeter.history.History;
import dev.taximeter.history.QueryException;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a suite does not want to keep any longer. Runs began at {@link SyntheticNights#at}; the clock is an argument. */
final class RetentionTest {
    private static final Set<String> OURS = Set.of(SyntheticNights.SCENARIO);

    @TempDir
    private Path results;

    private Path night(int number) throws IOException {
        return new SyntheticNights(results.resolve("runs"), 20).night(number, 1, 1);
    }

    private Retention.Outcome apply(@Nullable Integer samplesDays, @Nullable Integer runsDays, int today)
            throws IOException {
        return apply(samplesDays, runsDays, OURS, SyntheticNights.at(today).plusSeconds(1));
    }

    private Retention.Outcome apply(
            @Nullable Integer samplesDays, @Nullable Integer runsDays, Set<String> scenarios, Instant now)
            throws IOException {
        return new Retention(
                        new Suite.Keep(samplesDays, runsDays),
                        scenarios,
                        new Baselines(results.resolve("baselines")).runs(),
                        now)
                .apply(results.resolve("runs"));
    }

    private long rows(String table) throws IOException, QueryException {
        try (History history = History.open(List.of(results.resolve("runs")))) {
            return ((Number) history.query("SELECT count(*) FROM " + table)
                            .rows()
                            .getFirst()
                            .getFirst())
                    .longValue();
        }
    }

    @Test
    void samplesGoFirstAndTheFolderLater() throws IOException, QueryException {
        Path oldest = night(0);
        Path old = night(20);
        Path young = night(28);

        assertThat(apply(10, 30, 30)).isEqualTo(new Retention.Outcome(1, 1, 0));

        assertThat(oldest).doesNotExist();
        assertThat(old).isDirectoryNotContaining("glob:**/samples*").isDirectoryContaining("glob:**/report.html");
        assertThat(RunArchive.open(young).samples()).hasSize(40);
        assertThat(rows("runs")).isEqualTo(2);
        assertThat(rows("arms")).as("figures stay").isEqualTo(4);
        assertThat(rows("samples")).isEqualTo(40);
        assertThat(apply(10, 30, 30).says()).as("and that was it").isEmpty();
    }

    @Test
    void aDayIsCountedFromTheBeginningOfTheRunToTheSecond() throws IOException {
        Path run = night(0);
        Instant limit = SyntheticNights.at(0).plus(Duration.ofDays(5));

        assertThat(apply(null, 5, OURS, limit).removed()).isZero();
        assertThat(apply(null, 5, OURS, limit.plusSeconds(1)).removed()).isEqualTo(1);
        assertThat(run).doesNotExist();
    }

    @Test
    void withoutALimitAndOfOtherScenariosNothingGoes() throws IOException {
        Path run = night(0);
        Instant inAHundredYears = SyntheticNights.at(36_500);

        assertThat(apply(1, 1, Set.of("another"), inAHundredYears)).isEqualTo(new Retention.Outcome(0, 0, 0));
        assertThat(apply(null, null, OURS, inAHundredYears)).isEqualTo(new Retention.Outcome(0, 0, 1));
        assertThat(RunArchive.open(run).samples()).hasSize(40);
    }

    @Test
    void theRunThatIsTheBaselineStaysUntilAnotherOneIs() throws IOException {
        Path first = night(0);
        Path second = night(1);
        Baselines baselines = new Baselines(results.resolve("baselines"));
        baselines.accept(first, "ada", "the first quiet night", SyntheticNights.at(1));

        assertThat(apply(10, 30, 100)).isEqualTo(new Retention.Outcome(1, 0, 1));
        assertThat(second).doesNotExist();
        assertThat(RunArchive.open(first).samples()).hasSize(40);

        baselines.accept(night(99), "ada", "a new normal", SyntheticNights.at(100));
        assertThat(apply(10, 30, 100).removed()).isEqualTo(1);
        assertThat(first).doesNotExist();
        assertThat(RunArchive.open(baselines.of(SyntheticNights.SCENARIO)).samples())
                .hasSize(40);
    }

    @Test
    void whatACrashLeftHalfRemovedGoesTheNextNight() throws IOException {
        Path half = night(0);
        Files.delete(RunFiles.in(half).samples());
        Files.delete(RunFiles.in(half).summaryJson());
        Path empty = Files.createDirectory(results.resolve("runs/only-the-folder-is-left"));
        Files.setLastModifiedTime(empty, FileTime.from(SyntheticNights.at(98)));
        Path begun = Files.createDirectory(results.resolve("runs/somebody-begins"));
        Files.setLastModifiedTime(begun, FileTime.from(SyntheticNights.at(100)));

        assertThat(apply(10, 30, 100)).isEqualTo(new Retention.Outcome(1, 0, 0));

        assertThat(half).doesNotExist();
        assertThat(empty).doesNotExist();
        assertThat(begun).exists();
    }

    @Test
    void samplesOfAWeekAreCompressedAndEverybodyReadsThem() throws IOException, QueryException {
        Path run = night(0);
        night(8);
        Path lines = RunFiles.in(run).samples();
        Files.setPosixFilePermissions(lines, PosixFilePermissions.fromString("rw-------"));
        List<Sample> samples = RunArchive.open(run).samples();
        long plain = Files.size(lines);
        String summary = Files.readString(RunFiles.in(run).summaryJson());

        assertThat(apply(90, 800, 8).says()).isEqualTo("of older runs 1 was compressed");

        Path packed = Compressed.of(lines);
        assertThat(lines).doesNotExist();
        assertThat(Files.size(packed)).isLessThan(plain / 4);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(packed)))
                .isEqualTo("rw-------");
        assertThat(RunArchive.open(run).samples()).isEqualTo(samples);
        ReportFiles.write(run, Analysis.of(RunArchive.open(run)), false);
        assertThat(RunFiles.in(run).summaryJson()).hasContent(summary);
        assertThat(rows("samples")).isEqualTo(80);
    }

    @Test
    void aCrashWhileItIsCompressedLosesNothingAndCountsNothingTwice() throws IOException, QueryException {
        Path run = night(0);
        Path lines = RunFiles.in(run).samples();
        byte[] before = Files.readAllBytes(lines);
        assertThat(Compressed.compress(lines)).isTrue();
        Files.write(lines, before); // as if the process had died before it could delete the plain one

        assertThat(rows("samples")).isEqualTo(40);
        assertThat(RunArchive.open(run).samples()).hasSize(40);
        assertThat(apply(null, null, 100).compressed()).isEqualTo(1);
        assertThat(lines).doesNotExist();
        assertThat(rows("samples")).isEqualTo(40);
    }

    @Test
    void aReportIsNotMadeAgainOfSamplesThatAreGone() throws IOException {
        Path run = night(0);
        apply(10, null, 100);

        assertThatThrownBy(() -> Analysis.of(RunArchive.open(run)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("were removed to save room");
    }

    @Test
    void aCompressedRunCanBecomeTheBaseline() throws IOException {
        Path run = night(0);
        apply(null, null, 100);
        Baselines baselines = new Baselines(results.resolve("baselines"));
        baselines.accept(night(1), "ada", "first", SyntheticNights.at(1));

        baselines.accept(run, "ada", "second", SyntheticNights.at(2));

        assertThat(RunArchive.open(baselines.of(SyntheticNights.SCENARIO)).samples())
                .isEqualTo(RunArchive.open(run).samples());
    }
}
