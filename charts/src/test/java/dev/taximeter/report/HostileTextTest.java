package dev.taximeter.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.chart.Example;
import dev.taximeter.chart.Figure;
import dev.taximeter.chart.Figures;
import dev.taximeter.chart.Picture;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Text of vendors, users and models wants to run, to draw and to lie; it only gets printed. */
class HostileTextTest {
    private static final String HOSTILE = " <script>alert(1)</script> \"'><img src=x onerror=alert(1)> </style></svg>"
            + " [x](javascript:alert(1)) | a | `b` \u001b[31mred\u001b[0m \u009b2J \u202edesrever & </pre></details>"
            + " \ud800 \u0000";

    private final Example example = Example.hostile(HOSTILE);

    @Test
    void htmlRunsNothing() {
        String html = HtmlReport.of(example.summary(), example.verdict(), example.series())
                .replaceAll(" d=\"[-MLQCZh0-9. ]*\"", "");
        assertThat(html)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContainPattern("(?i)<(script|img)")
                .doesNotContainPattern("<[^>]+ onerror=")
                .doesNotContainPattern("(?i)href");
        assertThat(html.split("</style>", -1)).hasSize(2);
        assertThat(html.split("</details>", -1)).hasSize(2);
        assertThatNothingControls(html);
    }

    @Test
    void everySvgFileIsWellFormedAndHasNoStrangeElement() throws Exception {
        for (Picture picture : Figures.of(example.summary(), example.series())) {
            if (picture instanceof Figure figure) {
                String svg = figure.svgFile();
                var document = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
                assertThat(document.getElementsByTagName("script").getLength()).isZero();
                assertThat(document.getElementsByTagName("img").getLength()).isZero();
                assertThat(document.getElementsByTagName("text").getLength()).isPositive();
                assertThat(svg).doesNotContain(" style=");
                assertThatNothingControls(svg);
            }
        }
    }

    @Test
    void theTerminalSeesNoEscape() {
        String console =
                ConsoleReport.of(example.summary(), example.verdict(), ConsoleReport.Style.PLAIN, "x\u001b[2J");
        assertThat(console).contains("INVALID: reason");
        assertThatNothingControls(console);
    }

    @Test
    void markdownHasNoMarkupOfOthers() {
        String markdown = MarkdownReport.of(example.summary(), example.verdict());
        assertThat(markdown)
                .doesNotContain("<")
                .doesNotContainPattern("(?i)javascript:")
                .doesNotContainPattern("(?<!\\\\)\\[x")
                .contains("\\| a \\|");
        assertThatNothingControls(markdown);
    }

    @Test
    void spreadsheetsSeeNoFormula() {
        for (String start : new String[] {"=", "+", "-", "@", "\t=", "\r=", " =", "＝"}) {
            assertThat(CsvReport.text(start + "cmd|' /C calc'!A0")).startsWith("'");
        }
        assertThat(CsvReport.text("gpt-3.5")).isEqualTo("gpt-3.5");
    }

    private static void assertThatNothingControls(String text) {
        assertThat(text.codePoints()
                        .filter(c -> (Character.isISOControl(c) && c != '\n')
                                || c == 0x202E
                                || Character.getType(c) == Character.SURROGATE))
                .isEmpty();
    }
}
