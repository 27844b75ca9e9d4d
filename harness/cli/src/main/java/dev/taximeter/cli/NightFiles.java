package dev.taximeter.cli;

import dev.taximeter.archive.RunFiles;
import dev.taximeter.nightly.Night;
import dev.taximeter.report.NightJson;
import dev.taximeter.report.NightJunit;
import dev.taximeter.report.NightMetrics;
import dev.taximeter.report.NightText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a night leaves for machines and people: in its own folder, and under {@code latest} for those who fetch it. */
final class NightFiles {
    static final String JSON = "nightly.json";

    private NightFiles() {}

    static void write(Path night, Night outcome) throws IOException {
        for (Path folder : List.of(night.resolveSibling("latest"), night)) {
            RunFiles.write(folder.resolve("junit.xml"), NightJunit.of(outcome));
            RunFiles.write(folder.resolve("summary.md"), NightText.markdown(outcome));
            RunFiles.write(folder.resolve("metrics.prom"), NightMetrics.prometheus(outcome));
            RunFiles.write(folder.resolve("metrics.openmetrics"), NightMetrics.openMetrics(outcome));
            RunFiles.write(folder.resolve("webhook.json"), NightJson.webhook(outcome));
            RunFiles.write(folder.resolve(JSON), NightJson.of(outcome));
        }
    }
}
