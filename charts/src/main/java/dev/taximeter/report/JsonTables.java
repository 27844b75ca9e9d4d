package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.JsonRepair;
import dev.taximeter.model.PromptVersion;
import dev.taximeter.model.Soundness;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.FailedCase;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.JsonShares;
import dev.taximeter.summary.RunSummary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How often JSON was broken, what it costs when it is not, and which test cases failed. */
final class JsonTables {
    /** Letters of an answer that a table shows. */
    private static final int SHOWN = 60;

    private final RunSummary summary;
    private final List<ArmLook> looks;

    JsonTables(RunSummary summary, List<ArmLook> looks) {
        this.summary = summary;
        this.looks = looks;
    }

    /** How often JSON was broken; empty when no answer had to be JSON. */
    Optional<Table> broken() {
        return summary.arms().stream().allMatch(arm -> arm.json() == null)
                ? Optional.empty()
                : Optional.of(soundness());
    }

    /** The cases that failed; empty when none did. */
    Optional<Table> failures() {
        return failed() == 0 ? Optional.empty() : Optional.of(cases());
    }

    private long failed() {
        return summary.arms().stream()
                .mapToLong(arm -> arm.json() == null ? 0 : arm.json().failures())
                .sum();
    }

    private Table soundness() {
        List<Column> columns = List.of(
                new Column("prompt", 5),
                new Column("answers", 3),
                Column.of("valid"),
                new Column("repaired", 8),
                new Column("wrong schema", 8),
                new Column("not JSON", 8),
                Column.of("usable"),
                new Column("cost of a valid answer", 4),
                new Column("cost of a valid and correct one", 2));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            ArmSummary arm = summary.arms().get(i);
            JsonShares json = arm.json();
            if (json != null) {
                rows.add(new Row(looks.get(i), arm.arm().emulated(), cells(arm, json)));
            }
        }
        String note = "Shares of answers, each distinct prompt weighing the same; [low … high] is a 95 % interval over"
                + " prompts. Usable: valid, or repaired.";
        return new Table("json", "JSON, %", columns, rows, note, repairs());
    }

    private static List<Cell> cells(ArmSummary arm, JsonShares json) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(version(arm.arm().instructions())));
        cells.add(Cell.of(Numbers.count(json.answers())));
        cells.add(ratio(json.share(Soundness.VALID)));
        for (Soundness soundness : List.of(Soundness.REPAIRED, Soundness.WRONG_SCHEMA, Soundness.NOT_JSON)) {
            cells.add(Cell.of(Numbers.percentDigits(json.share(soundness).value())));
        }
        cells.add(ratio(json.usable()));
        cells.add(money(arm.cost(), json.count(Soundness.VALID)));
        cells.add(money(arm.cost(), json.validAndCorrect()));
        return cells;
    }

    /** The version's name and the beginning of its hash. */
    static String version(@Nullable PromptVersion version) {
        if (version == null) {
            return "–";
        }
        String hash = version.sha256().substring(0, Math.min(8, version.sha256().length()));
        return version.name().isEmpty() ? Untrusted.line(hash) : Untrusted.line(version.name() + " " + hash);
    }

    private static Cell ratio(Figure figure) {
        Interval interval = figure.interval();
        return new Cell(
                Numbers.percentDigits(figure.value()),
                interval == null ? "" : Numbers.interval(interval, Numbers::percentDigits));
    }

    private static Cell money(Cost cost, long answers) {
        BigDecimal each = cost instanceof Cost.Known known ? known.per(answers) : null;
        return each == null || !(cost instanceof Cost.Known known)
                ? Cell.NONE
                : Cell.of(Numbers.money(each, known.quote().currency()));
    }

    /** What was mended, an arm a sentence. */
    private List<String> repairs() {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            JsonShares json = summary.arms().get(i).json();
            if (json != null && !json.repairs().isEmpty()) {
                String listed = Arrays.stream(JsonRepair.values())
                        .filter(json.repairs()::containsKey)
                        .map(repair -> repair.label() + " "
                                + Numbers.count(json.repairs().getOrDefault(repair, 0L)) + " ×")
                        .collect(Collectors.joining(", "));
                sentences.add(
                        "Mended in answers of %s: %s.".formatted(looks.get(i).label(), listed));
            }
        }
        return sentences;
    }

    private Table cases() {
        List<Column> columns = List.of(
                Column.of("case"),
                new Column("failed", 9),
                new Column("wrong", 8),
                new Column("expected", 6),
                new Column("got", 5));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            ArmSummary arm = summary.arms().get(i);
            JsonShares json = arm.json();
            if (json != null) {
                for (FailedCase failed : json.failed()) {
                    rows.add(new Row(looks.get(i), arm.arm().emulated(), cells(failed)));
                }
            }
        }
        String caption =
                "Failed test cases, the first %s of %s".formatted(Numbers.count(rows.size()), Numbers.count(failed()));
        return new Table(
                "failed",
                caption,
                columns,
                rows,
                "Those that failed most often come first. Answers are shown when they were stored.",
                List.of());
    }

    private static List<Cell> cells(FailedCase failed) {
        String times = Numbers.count(failed.times()) + " of " + Numbers.count(failed.asked());
        return Stream.of(failed.promptId(), times, failed.why(), failed.expected(), failed.got())
                .map(words -> words == null ? Cell.NONE : Cell.of(shortened(words)))
                .toList();
    }

    private static String shortened(String words) {
        String line = Untrusted.line(words).strip();
        return line.codePointCount(0, line.length()) <= SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN - 1)) + "…";
    }
}
