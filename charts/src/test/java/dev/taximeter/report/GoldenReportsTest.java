package dev.taximeter.report;

import dev.taximeter.chart.Example;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes in every locale: Turkish has a dotless i, German and Russian a decimal comma. */
class GoldenReportsTest {
    private final Locale before = Locale.getDefault();
    private final Example example = Example.run();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"und", "de-DE", "ru-RU", "tr-TR"})
    void consoleSaysTheSame(String locale) throws IOException {
        Locale.setDefault(Locale.forLanguageTag(locale));
        for (int columns : new int[] {80, 100, 120, 140}) {
            Golden.check("console-" + columns + ".txt", console(columns, false));
        }
        Golden.check("console-colour.txt", console(100, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"und", "de-DE", "ru-RU", "tr-TR"})
    void filesSayTheSame(String locale) throws IOException {
        Locale.setDefault(Locale.forLanguageTag(locale));
        Golden.check("report.md", MarkdownReport.of(example.summary(), example.verdict()));
        Golden.check("summary.json", JsonReport.of(example.summary(), example.verdict()));
        Golden.check("summary.csv", CsvReport.summary(example.summary()));
        String html = HtmlReport.of(example.summary(), example.verdict(), example.series());
        // Without the paths: they are long, and what they show is tested as data.
        Golden.check("report.html", html.replaceAll(" d=\"[^\"]*\"", "").replaceAll("(</[a-z0-9]+>|/>)(?=<)", "$1\n"));
    }

    private String console(int columns, boolean colour) {
        return ConsoleReport.of(
                example.summary(),
                example.verdict(),
                new ConsoleReport.Style(columns, colour),
                "results/runs/20261122T221500Z-quickstart-1f2e3d4c/report.html");
    }
}
