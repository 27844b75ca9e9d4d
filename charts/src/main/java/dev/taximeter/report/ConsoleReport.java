package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.compare.RunVerdict;
import dev.taximeter.report.Facts.Fact;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Warning;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A run for a terminal. */
public final class ConsoleReport {
    private ConsoleReport() {}

    /**
     * How a terminal looks.
     *
     * @param columns letters in a line, at least 40; tables drop their least important columns until they fit
     * @param colour whether ANSI colours may be used
     */
    public record Style(int columns, boolean colour) {
        /** A hundred letters, no colour. */
        public static final Style PLAIN = new Style(100, false);
    }

    /**
     * The report, ending with a line end.
     *
     * @param reportPath what the last line says; empty for no such line
     */
    public static String of(RunSummary summary, RunVerdict verdict, Style style, String reportPath) {
        Tables tables = new Tables(summary);
        TextTable text = new TextTable(style);
        Ansi ansi = new Ansi(style.colour());
        StringBuilder out = new StringBuilder("\n");
        String question = Untrusted.line(summary.manifest().question());
        if (!question.isEmpty()) {
            wrap(out, "", question, style, ansi::bold);
            out.append('\n');
        }
        String emulation = Facts.emulation(summary);
        if (!emulation.isEmpty()) {
            wrap(out, ArmLook.EMULATED + ": ", emulation, style, ansi::yellow);
            out.append('\n');
        }
        List<Table> shown = Stream.concat(
                        tables.all().stream(), ObjectivesTable.of(verdict.objectives(), ArmLook.of(summary)).stream())
                .toList();
        for (Table table : shown) {
            text.append(out, table);
            table.caveats().forEach(caveat -> wrap(out, "  ", caveat, style, ansi::dim));
            out.append('\n');
        }
        out.append(ansi.bold("Answer")).append('\n');
        verdict.sentences().forEach(sentence -> wrap(out, "  • ", Untrusted.line(sentence), style, s -> s));
        out.append('\n');
        warnings(out, summary, style, ansi);
        instrument(out, summary, tables, text, ansi, style);
        if (!reportPath.isEmpty()) {
            out.append("Report: ").append(Untrusted.line(reportPath)).append('\n');
        }
        return out.toString();
    }

    private static void warnings(StringBuilder out, RunSummary summary, Style style, Ansi ansi) {
        if (summary.warnings().isEmpty()) {
            return;
        }
        out.append(ansi.bold("Warnings")).append('\n');
        List<ArmLook> looks = ArmLook.of(summary);
        for (List<Warning> group : Words.groups(summary.warnings())) {
            String lead = "  ! ";
            for (Warning warning : group) {
                String arm =
                        Words.arm(warning, looks).map(label -> label + ": ").orElse("");
                wrap(out, lead, arm + Untrusted.line(warning.cause()), style, ansi::yellow);
                lead = "    ";
            }
            wrap(out, "    → ", Untrusted.line(group.getFirst().nextStep()), style, s -> s);
        }
        out.append('\n');
    }

    private static void instrument(
            StringBuilder out, RunSummary summary, Tables tables, TextTable text, Ansi ansi, Style style) {
        out.append(ansi.bold("Instrument")).append('\n');
        for (Fact fact : Facts.instrument(summary)) {
            wrap(out, "  " + fact.name() + ": ", fact.value(), style, s -> s);
        }
        out.append('\n');
        Optional<Table> truth = tables.truth();
        truth.ifPresent(table -> {
            text.append(out, table);
            out.append('\n');
        });
        List<String> problems = Facts.validity(summary);
        if (problems.isEmpty()) {
            out.append(ansi.green("Valid")).append(": nothing found that spoils the figures.\n");
        }
        problems.forEach(problem -> wrap(out, "", problem, style, ansi::red));
    }

    interface Paint {
        String of(String text);
    }

    /** Breaks at spaces; later lines are indented as far as the first one's lead. */
    static void wrap(StringBuilder out, String lead, String text, Style style, Paint paint) {
        String indent = " ".repeat(Math.min(lead.length(), 6));
        StringBuilder line = new StringBuilder(lead);
        boolean empty = true;
        for (String word : Words.glued(text).split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > style.columns()) {
                out.append(paint.of(plain(line))).append('\n');
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.append(paint.of(plain(line))).append('\n');
    }

    /** Terminals break no lines of ours, and people copy from them. */
    private static String plain(StringBuilder line) {
        return line.toString().replace(Words.NO_BREAK, ' ');
    }
}
