package dev.taximeter.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.taximeter.model.Metric;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import dev.taximeter.record.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    @TempDir
    private Path runs;

    @Test
    void thePublicToolsReadTheHistogramLogAndFindEveryValue() throws IOException {
        Recorder recorder = new Recorder();
        RunWriter writer = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan());
        for (Sample sample : RandomRuns.samples(11, 300)) {
            writer.accept(sample);
            recorder.accept(sample);
        }
        writer.close();
        Path log = RunFiles.in(writer.folder()).histograms();
        assertThatItHoldsWhat(recorder, log);

        Map<String, Histogram> written = read(log);
        Files.delete(log);
        RunFiles.rebuildHistograms(RunArchive.open(writer.folder()));
        assertThat(read(log)).isEqualTo(written);
    }

    @Test
    void theHistogramLogSaysWhenTheRunBegan() throws IOException {
        RunWriter writer = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan());
        RandomRuns.samples(11, 50).forEach(writer::accept);
        writer.close();
        try (HistogramLogReader reader =
                new HistogramLogReader(RunFiles.in(writer.folder()).histograms().toFile())) {
            EncodableHistogram first = reader.nextIntervalHistogram();
            double startedAt = RandomRuns.manifest().startedAt().toEpochMilli() / 1e3;
            assertThat(reader.getStartTimeSec()).isEqualTo(startedAt);
            assertThat(first.getStartTimeStamp() / 1e3).isGreaterThanOrEqualTo(startedAt);
            assertThat(first.getEndTimeStamp() - first.getStartTimeStamp()).isEqualTo(1000);
        }
    }

    @Test
    void aDerivedFileIsReplacedAndNoDraftStays() throws IOException {
        RunFiles files = RunFiles.in(runs.resolve("run"));
        RunFiles.write(files.reportHtml(), "old");
        RunFiles.write(files.reportHtml(), "new ☕");
        RunFiles.write(files.chart("latency.svg"), "<svg/>");
        assertThat(files.reportHtml()).hasContent("new ☕");
        try (Stream<Path> all = Files.walk(files.folder())) {
            assertThat(all.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrder(files.reportHtml(), files.chart("latency.svg"));
        }
    }

    @Test
    void aChartStaysInItsFolder() {
        for (String name : new String[] {"../x.svg", "a/b.svg", "", ".hidden"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RunFiles.in(runs).chart(name))
                    .withMessage("not a plain file name: " + name);
        }
    }

    @Test
    void anInvalidRunIsMarkedOnceByItsName() throws IOException {
        RunWriter writer = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan());
        writer.close();
        Path marked = RunFiles.markInvalid(writer.folder());
        assertThat(marked).hasFileName(writer.folder().getFileName() + "-INVALID");
        assertThat(RunFiles.markInvalid(marked)).isEqualTo(marked);
        assertThat(writer.folder()).doesNotExist();
        assertThat(RunArchive.open(marked).manifest().id())
                .isEqualTo(writer.folder().getFileName().toString());
    }

    private static void assertThatItHoldsWhat(Recorder recorder, Path log) throws IOException {
        Map<String, Histogram> byTag = read(log);
        for (String arm : recorder.arms()) {
            for (Metric metric : Metric.values()) {
                Histogram expected = recorder.histogram(arm, metric, Phase.MEASURE);
                assertThat(byTag.get(arm + "." + metric.id()))
                        .as("%s %s", arm, metric)
                        .isEqualTo(expected.getTotalCount() == 0 ? null : expected);
            }
        }
    }

    private static Map<String, Histogram> read(Path log) throws IOException {
        Map<String, Histogram> byTag = new TreeMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            while (reader.hasNext()) {
                if (reader.nextIntervalHistogram() instanceof Histogram histogram) {
                    Histogram sum = byTag.computeIfAbsent(histogram.getTag(), _ -> new Histogram(3));
                    sum.setAutoResize(true);
                    sum.add(histogram);
                }
            }
        }
        return byTag;
    }
}
