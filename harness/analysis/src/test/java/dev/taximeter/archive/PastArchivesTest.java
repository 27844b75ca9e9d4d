package dev.taximeter.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Metric;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run folders of past layouts must stay readable for ever: the files are never updated. */
class PastArchivesTest {
    private static final String V1 = "/archives/v1/20261122T101112Z-chatgpt-vs-azure-d16e9e04";

    @TempDir
    private Path runs;

    @Test
    void layout1IsRead() throws Exception {
        RunArchive archive = RunArchive.open(v1());
        assertThat(archive.partial()).isFalse();
        assertThat(archive.manifest().question()).isEqualTo("Is Azure's ChatGPT faster than OpenAI's?");
        assertThat(Objects.requireNonNull(archive.manifest().prices().get("openai"))
                        .inputPerMillion())
                .isEqualByComparingTo("1.5");
        assertThat(archive.plan().segments()).hasSize(2);
        assertThat(archive.machine()).isNotNull();
        assertThat(archive.truth()).hasSize(2);
        List<Sample> samples = archive.samples();
        assertThat(samples)
                .extracting(sample -> sample.outcome().kind())
                .containsExactly(
                        Outcome.Kind.OK,
                        Outcome.Kind.RATE_LIMITED,
                        Outcome.Kind.OK,
                        Outcome.Kind.TIMEOUT_MID_STREAM,
                        Outcome.Kind.OK);
        assertThat(samples.getFirst().phase()).isEqualTo(Phase.WARM_UP);
        assertThat(Metric.TTFT.nanosOf(samples.get(2))).containsExactly(49_960_000L);
        assertThat(samples.get(2).attempts()).hasSize(2);
        assertThat(Objects.requireNonNull(samples.get(4).answer()).confidence()).isEqualTo(0.93);
    }

    /** A change here is a change of the layout: raise the schema version and keep this folder readable. */
    @Test
    void theSameRunIsStillWrittenInTheSameBytes() throws Exception {
        RunArchive archive = RunArchive.open(v1());
        Path again;
        try (RunWriter writer = RunWriter.create(runs, archive.manifest(), archive.plan())) {
            archive.samples().forEach(writer::accept);
            writer.truth(archive.truth());
            writer.machine(Objects.requireNonNull(archive.machine()));
            again = writer.close(archive.manifest());
        }
        for (String name : List.of("manifest.json", "plan.json", "samples.jsonl", "truth.jsonl", "machine.json")) {
            assertThat(again.resolve(name)).hasSameTextualContentAs(v1().resolve(name));
        }
        assertThat(withoutComments(again)).isEqualTo(withoutComments(v1()));
    }

    /** The log's head names the version and the time zone of the machine. */
    private static List<String> withoutComments(Path folder) throws IOException {
        return Files.readAllLines(RunFiles.in(folder).histograms()).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static Path v1() throws URISyntaxException {
        URL folder = Objects.requireNonNull(PastArchivesTest.class.getResource(V1));
        return Path.of(folder.toURI());
    }
}
