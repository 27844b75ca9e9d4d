package dev.taximeter.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.chart.Example;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.compare.RunVerdict;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Objective;
import dev.taximeter.model.QueueCounts;
import dev.taximeter.model.Surroundings;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.RunSummary;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportsTest {
    private final Example example = Example.run();
    private final RunSummary summary = example.summary();

    /** Without the long paths, in which nothing but numbers can be. */
    private String html() {
        String html = HtmlReport.of(summary, example.verdict(), example.series());
        return html.replaceAll(" d=\"[-MLQCZh0-9. ]*\"", "");
    }

    @Test
    void htmlAllowsOnlyItsOwnStyleSheet() throws Exception {
        String html = html();
        Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(html);
        assertThat(style.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(html.replace("&#x27;", "'"))
                .contains("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "'")
                .doesNotContain("unsafe-inline");
        assertThat(style.find()).as("a second style sheet").isFalse();
    }

    @Test
    void htmlHasNoStyleAttributeNoScriptAndNoReferenceToTheOutside() {
        String html = html();
        assertThat(html)
                .doesNotContainPattern("<[^>]+\\sstyle\\s*=")
                .doesNotContainPattern("(?i)<(script|link|img|iframe|object|a|base|form)[\\s>]")
                .doesNotContainPattern("(?i)(href|src|url)\\s*[=(]\\s*['\"]?(https?:)?//");
    }

    @Test
    void whatAQueueDidAndWhatItsBrokerSaidOfItselfIsTold() {
        String arm = summary.arms().getFirst().arm().name();
        Surroundings around = new Surroundings(
                Map.of(arm, new QueueCounts(500, 498, 3, 2, 1, 1)),
                Map.of(),
                Map.of(arm, Map.of("appendfsync", "always", "save", "")));
        RunSummary queued = new RunSummary(
                summary.manifest(),
                false,
                summary.arms(),
                summary.instrument(),
                summary.validity(),
                null,
                List.of(),
                around);
        JsonNode json = new JsonMapper().readTree(JsonReport.of(queued, example.verdict()));
        assertThat(json.at("/arms/0/queue/redelivered").asInt()).isEqualTo(3);
        assertThat(json.at("/arms/0/queue/lost").asInt()).isEqualTo(1);
        assertThat(json.at("/arms/0/broker/appendfsync").asString()).isEqualTo("always");
        assertThat(json.at("/arms/1").has("queue")).isFalse();
        assertThat(HtmlReport.of(queued, example.verdict(), example.series()))
                .contains("appendfsync always", "save none");
    }

    @Test
    void htmlIdsAreUnique() {
        String html = html();
        assertThat(Pattern.compile(" id=\"([^\"]+)\"").matcher(html).results().map(m -> m.group(1)))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void htmlShowsTheTableBeforeThePicturesAndTheMethodAfterThem() {
        String html = html();
        assertThat(Stream.of("<h1>", "EMULATED", "The answer", "<table>", "<svg", "Warnings", "Method", "verbatim")
                        .map(html::indexOf))
                .doesNotContain(-1)
                .isSorted();
    }

    @Test
    void everyFormatMarksEmulatedArms() {
        for (String report : new String[] {
            ConsoleReport.of(summary, example.verdict(), ConsoleReport.Style.PLAIN, ""),
            MarkdownReport.of(summary, example.verdict())
        }) {
            assertThat(report).contains("Azure ChatGPT (EMULATED)").doesNotContain("Local NLU (EMULATED)");
        }
        assertThat(CsvReport.summary(summary))
                .contains(",\"Azure ChatGPT\",true,")
                .contains(",\"Local NLU\",false,");
        JsonNode arms = JsonMapper.builder()
                .build()
                .readTree(JsonReport.of(summary, example.verdict()))
                .get("arms");
        assertThat(arms.get(0).get("emulated").booleanValue()).isTrue();
        assertThat(arms.get(3).get("emulated").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 90, 100, 110, 120, 140})
    void consoleKeepsWithinItsColumns(int columns) {
        String report =
                ConsoleReport.of(summary, example.verdict(), new ConsoleReport.Style(columns, false), "report.html");
        assertThat(report.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
        assertThat(report.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b))
                .hasValue("Report: report.html");
    }

    @Test
    void aMissingPriceIsSaidAndNeverZero() {
        Example bare = Example.bare();
        String report = ConsoleReport.of(bare.summary(), bare.verdict(), ConsoleReport.Style.PLAIN, "");
        String html = HtmlReport.of(bare.summary(), bare.verdict(), bare.series());
        assertThat(html).contains("no cost: no price for gpt-3.5-turbo").contains("Not drawn.");
        assertThat(report).doesNotContain("Streaming").doesNotContain("Warnings");
        JsonNode cost = JsonMapper.builder()
                .build()
                .readTree(JsonReport.of(bare.summary(), bare.verdict()))
                .at("/arms/0/cost");
        assertThat(cost.get("known").booleanValue()).isFalse();
        assertThat(cost.has("perThousand")).isFalse();
    }

    @Test
    void theTerminalSaysWhatAMachinesCostRestsOn() {
        String report = ConsoleReport.of(summary, example.verdict(), ConsoleReport.Style.PLAIN, "");
        assertThat(report.replaceAll("\\s+", " "))
                .contains("Local NLU: 0.08925 USD a machine-hour at 30 % utilisation.");
    }

    @Test
    void everyFormatSaysWhoseChunksCameInBursts() {
        String words = "Chunks came in bursts from Azure ChatGPT (EMULATED): gap and TPOT say how fast they were read";
        for (String report : new String[] {
            ConsoleReport.of(summary, example.verdict(), ConsoleReport.Style.PLAIN, ""),
            MarkdownReport.of(summary, example.verdict()),
            html()
        }) {
            assertThat(report.replaceAll("\\s+", " ")).contains(words);
        }
    }

    @Test
    void firstTokensAreShownInTheUnitOfWholeAnswers() {
        String report = MarkdownReport.of(summary, example.verdict());
        assertThat(report).contains("## Response time, ms").contains("| TTFT ms, p50 |");
    }

    @Test
    void everyFigureInJsonHasUnitAndN() {
        JsonNode root = JsonMapper.builder().build().readTree(JsonReport.of(summary, example.verdict()));
        assertThat(root.findParents("value")).isNotEmpty().allSatisfy(figure -> {
            assertThat(figure.has("unit")).isTrue();
            assertThat(figure.has("n")).isTrue();
        });
    }

    @Test
    void brokenJsonIsCountedPricedAndExplained() {
        Example json = Example.json();
        String console = ConsoleReport.of(json.summary(), json.verdict(), new ConsoleReport.Style(160, false), "");
        assertThat(console)
                .contains("JSON, %", "wrong schema", "cost of a valid answer")
                .contains("code fences 30 ×, trailing commas 12 ×")
                .contains("Failed test cases", "b07", "2 of 3");
        assertThat(JsonReport.of(json.summary(), json.verdict()))
                .contains("\"usable\"", "\"WRONG_SCHEMA\"", "\"FENCES\" : 30", "\"costPerValid\"");
        assertThat(CsvReport.summary(json.summary())).contains("jsonValid,ratio,80,0.5,0.2,0.8");
    }

    @Test
    void objectivesStandInEveryFormatWithTheReasonOfWhatIsNotPassed() {
        RunSummary summary = Example.run().summary();
        RunVerdict verdict = new RunVerdict(
                List.of(),
                List.of("An answer."),
                List.of(
                        new ObjectiveResult(
                                new Objective.Errors("errors.ratio < 1%", 0.01),
                                "nlu",
                                ObjectiveResult.Outcome.PASS,
                                new Figure(0.001, new Interval(0, 0.004, 0.9), 1_000),
                                "1 of 1,000 failed"),
                        new ObjectiveResult(
                                new Objective.Time("ttft.p99 < 2s", Metric.TTFT, 0.99, 2_000_000_000L),
                                "openai",
                                ObjectiveResult.Outcome.FAIL,
                                new Figure(0.21, new Interval(0.19, 0.23, 0.9), 1_000),
                                "210 of 1,000 were at or beyond it")));

        String console = ConsoleReport.of(summary, verdict, ConsoleReport.Style.PLAIN, "");
        assertThat(console)
                .contains("errors.ratio < 1%", "PASS", "ttft.p99 < 2s", "FAIL", "[19.0 … 23.0]")
                .contains("ttft.p99 < 2s, ChatGPT (EMULATED): 210 of 1,000 were at or beyond it.")
                .doesNotContain("1 of 1,000 failed");
        assertThat(MarkdownReport.of(summary, verdict)).contains("## Objectives", "| ttft.p99 &lt; 2s |");
        assertThat(HtmlReport.of(summary, verdict, List.of())).contains("<caption><span>Objectives</span>", "FAIL");
        assertThat(JsonReport.of(summary, verdict))
                .contains("\"objective\" : \"ttft.p99 < 2s\"", "\"outcome\" : \"FAIL\"");
    }
}
