package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.compare.RunVerdict;
import dev.taximeter.report.Facts.Fact;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Warning;
import java.util.List;

/** A run for pull requests and wikis. */
public final class MarkdownReport {
    private MarkdownReport() {}

    /** The report, ending with a line end. Text of others cannot become markup. */
    public static String of(RunSummary summary, RunVerdict verdict) {
        StringBuilder out = new StringBuilder();
        String question = summary.manifest().question();
        out.append("# ")
                .append(escape(question.isEmpty() ? summary.manifest().scenario() : question))
                .append("\n\n");
        String emulation = Facts.emulation(summary);
        if (!emulation.isEmpty()) {
            out.append("> **")
                    .append(ArmLook.EMULATED)
                    .append("** ")
                    .append(escape(emulation))
                    .append("\n\n");
        }
        Facts.validity(summary)
                .forEach(line -> out.append("> **").append(escape(line)).append("**\n\n"));
        out.append("## Answer\n\n");
        verdict.sentences().forEach(s -> out.append("- ").append(escape(s)).append('\n'));
        ObjectivesTable.of(verdict.objectives(), ArmLook.of(summary)).ifPresent(table -> table(out, table));
        Tables tables = new Tables(summary);
        tables.all().forEach(table -> table(out, table));
        warnings(out, summary);
        out.append("\n## Instrument\n\n");
        facts(out, Facts.instrument(summary));
        tables.truth().ifPresent(table -> table(out, table));
        section(out, "Run", Facts.run(summary));
        section(out, "Environment", Facts.environment(summary));
        section(out, "Servers and connections", Facts.servers(summary));
        section(out, "Prices", Facts.prices(summary));
        section(out, "Emulated arms", Facts.profiles(summary));
        section(out, "Definitions", Definitions.all());
        return out.toString();
    }

    private static void warnings(StringBuilder out, RunSummary summary) {
        if (summary.warnings().isEmpty()) {
            return;
        }
        out.append("\n## Warnings\n\n");
        List<ArmLook> looks = ArmLook.of(summary);
        for (List<Warning> group : Words.groups(summary.warnings())) {
            String lead = "- ";
            for (Warning warning : group) {
                out.append(lead);
                Words.arm(warning, looks)
                        .ifPresent(
                                label -> out.append("**").append(escape(label)).append("** "));
                out.append(escape(warning.cause()));
                lead = "<br>";
            }
            out.append(" → ").append(escape(group.getFirst().nextStep())).append('\n');
        }
    }

    static void table(StringBuilder out, Table table) {
        out.append("\n## ")
                .append(escape(table.caption()))
                .append("\n\n| ")
                .append(table.heads())
                .append(" |");
        for (Column column : table.columns()) {
            out.append(' ').append(escape(column.header())).append(" |");
        }
        out.append("\n| :-- |").append(" --: |".repeat(table.columns().size())).append('\n');
        for (Row row : table.rows()) {
            out.append("| ").append(escape(row.label())).append(" |");
            for (Cell cell : row.cells()) {
                out.append(' ').append(escape(cell.value()));
                out.append(cell.interval().isEmpty() ? "" : " " + cell.interval())
                        .append(" |");
            }
            out.append('\n');
        }
        if (!table.note().isEmpty()) {
            out.append('\n').append(escape(table.note())).append('\n');
        }
        table.caveats()
                .forEach(caveat -> out.append('\n').append(escape(caveat)).append('\n'));
    }

    private static void section(StringBuilder out, String title, List<Fact> facts) {
        if (!facts.isEmpty()) {
            out.append("\n## ").append(title).append("\n\n");
            facts(out, facts);
        }
    }

    private static void facts(StringBuilder out, List<Fact> facts) {
        facts.forEach(fact -> out.append("- **")
                .append(escape(fact.name()))
                .append(":** ")
                .append(escape(fact.value()))
                .append('\n'));
    }

    /** One line in which nothing is markup: HTML by entities, Markdown's signs by backslashes, links by a broken colon. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : Untrusted.line(text).toCharArray()) {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '|', '\\', '`', '*', '_', '[', ']', '#', '~', '!' ->
                    out.append('\\').append(c);
                default -> out.append(c);
            }
        }
        // Renderers turn bare addresses into links; an entity for the colon reads the same and links nothing.
        return out.toString().replace("://", "&#58;//").replaceAll("(?i)(javascript|data|vbscript):", "$1&#58;");
    }
}
