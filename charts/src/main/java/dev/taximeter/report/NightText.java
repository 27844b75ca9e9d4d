package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.history.Drift;
import dev.taximeter.model.Metric;
import dev.taximeter.nightly.Finding;
import dev.taximeter.nightly.Night;
import dev.taximeter.nightly.NightRun;
import dev.taximeter.report.ConsoleReport.Style;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A night for people: on a terminal, and as Markdown for GitHub's step summary. */
public final class NightText {
    private NightText() {}

    /** The outcome in a line. */
    public static String headline(Night night) {
        return Untrusted.line(night.suite()) + ": "
                + switch (night.outcome()) {
                    case GOOD -> "nothing is known to be worse";
                    case WORSE -> "worse than it was";
                    case STOPPED -> "stopped early: " + Untrusted.line(night.stopped());
                    case UNDECIDED -> "not everything could be decided";
                };
    }

    /** Whose a finding is, in words. */
    static String whose(Drift.Cause cause) {
        return switch (cause) {
            case VENDOR -> "the vendor's, or on the way to it";
            case MACHINE -> "the machine's";
            case UNKNOWN -> "nobody can tell whose";
        };
    }

    private static String standing(Finding.Standing standing) {
        return switch (standing) {
            case ALARM -> "ALARM";
            case WATCH -> "watch (first night)";
            case KNOWN -> "known";
        };
    }

    /** The findings, one a line. */
    static String bullets(Night night) {
        StringBuilder out = new StringBuilder();
        night.findings()
                .forEach(finding -> out.append("\n• ")
                        .append(standing(finding.standing()))
                        .append(", ")
                        .append(whose(finding.cause()))
                        .append(": ")
                        .append(Untrusted.line(finding.scenario()))
                        .append(": ")
                        .append(Untrusted.line(finding.says())));
        return out.toString();
    }

    /** For a terminal, ending with a line end. */
    public static String console(Night night, Style style, String folder) {
        Ansi ansi = new Ansi(style.colour());
        StringBuilder out = new StringBuilder("\n");
        out.append(ansi.bold(headline(night))).append("\n\n");
        TextTable text = new TextTable(style);
        text.append(out, table(night));
        out.append('\n');
        for (Finding finding : night.findings()) {
            String lead = "  %s %s, %s: "
                    .formatted(
                            finding.standing() == Finding.Standing.ALARM ? "!" : "•",
                            standing(finding.standing()),
                            whose(finding.cause()));
            ConsoleReport.wrap(out, lead, finding.scenario() + ": " + finding.says(), style, s -> s);
        }
        night.undecided().forEach(line -> ConsoleReport.wrap(out, "  ? ", line, style, ansi::yellow));
        night.notes().forEach(line -> ConsoleReport.wrap(out, "  • ", line, style, s -> s));
        return out.append("\nNight: ")
                .append(Untrusted.line(folder))
                .append('\n')
                .toString();
    }

    /** GitHub-flavoured Markdown, ending with a line end. Text of others cannot become markup. */
    public static String markdown(Night night) {
        StringBuilder out = new StringBuilder("## ");
        out.append(MarkdownReport.escape(headline(night))).append("\n\n");
        if (night.anyEmulated()) {
            out.append("> Figures marked ").append(ArmLook.EMULATED).append(" are an emulator's, not a vendor's.\n\n");
        }
        for (Finding finding : night.findings()) {
            out.append("- **")
                    .append(standing(finding.standing()))
                    .append("**, ")
                    .append(whose(finding.cause()))
                    .append(": ")
                    .append(MarkdownReport.escape(finding.scenario() + ": " + finding.says()))
                    .append('\n');
        }
        night.undecided()
                .forEach(line -> out.append("- undecided: ")
                        .append(MarkdownReport.escape(line))
                        .append('\n'));
        night.notes()
                .forEach(line ->
                        out.append("- ").append(MarkdownReport.escape(line)).append('\n'));
        MarkdownReport.table(out, table(night));
        return out.toString();
    }

    private static Table table(Night night) {
        List<Table.Row> rows = night.runs().stream()
                .flatMap(run -> run.summary().arms().stream().map(arm -> row(run, arm)))
                .toList();
        List<Table.Column> columns = List.of(
                Table.Column.of("sent"),
                Table.Column.of("good"),
                Table.Column.of("response p50"),
                Table.Column.of("p95"),
                new Table.Column("objectives", 5),
                new Table.Column("run", 4));
        return new Table("night", "The night's figures", "arm", columns, rows, "", List.of());
    }

    private static Table.Row row(NightRun run, ArmSummary arm) {
        String name = Untrusted.line(run.scenario()) + ": " + ArmLook.label(arm.arm());
        return Table.Row.of(
                name,
                List.of(
                        Table.Cell.of(Numbers.count(arm.counts().sent())),
                        Table.Cell.of(Numbers.count(arm.counts().ok())),
                        cell(arm.percentile(Metric.RESPONSE, Percentile.P50)),
                        cell(arm.percentile(Metric.RESPONSE, Percentile.P95)),
                        Table.Cell.of(objectives(run, arm)),
                        Table.Cell.of(run.summary().validity() instanceof Validity.Valid ? "valid" : "INVALID")));
    }

    private static Table.Cell cell(@Nullable Figure figure) {
        return figure == null ? Table.Cell.NONE : Table.Cell.of(Numbers.duration(figure.value()));
    }

    private static String objectives(NightRun run, ArmSummary arm) {
        List<ObjectiveResult> own = run.objectives().stream()
                .filter(result -> result.arm().equals(arm.arm().name()))
                .toList();
        long kept = own.stream()
                .filter(result -> result.outcome() == ObjectiveResult.Outcome.PASS)
                .count();
        return own.isEmpty() ? "–" : "%d of %d".formatted(kept, own.size());
    }
}
