package dev.taximeter.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.header;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.ul;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.compare.Comparison;
import dev.taximeter.report.ConsoleReport.Style;
import j2html.tags.DomContent;
import java.util.List;

/** A comparison for terminals, for wikis, and for browsers; {@link ComparisonJson} is for programs. */
public final class ComparisonReport {
    private ComparisonReport() {}

    /**
     * For a terminal, ending with a line end.
     *
     * @param comparisons at least one, all with the same baseline
     * @param reportPath what the last line says; empty for no such line
     */
    public static String console(List<Comparison> comparisons, Style style, String reportPath) {
        SideBySide sides = new SideBySide(comparisons);
        TextTable text = new TextTable(style);
        Ansi ansi = new Ansi(style.colour());
        StringBuilder out = new StringBuilder("\n");
        if (!sides.emulation().isEmpty()) {
            ConsoleReport.wrap(out, ArmLook.EMULATED + ": ", sides.emulation(), style, ansi::yellow);
            out.append('\n');
        }
        for (Table table : sides.tables()) {
            text.append(out, table);
            out.append('\n');
        }
        out.append(ansi.bold("Answer")).append('\n');
        sides.sentences().forEach(sentence -> ConsoleReport.wrap(out, "  • ", sentence, style, s -> s));
        sides.caveats().forEach(caveat -> ConsoleReport.wrap(out, "  ! ", caveat, style, ansi::yellow));
        if (!reportPath.isEmpty()) {
            out.append("\nReport: ").append(Untrusted.line(reportPath)).append('\n');
        }
        return out.toString();
    }

    /** For pull requests and wikis, ending with a line end. Text of others cannot become markup. */
    public static String markdown(List<Comparison> comparisons) {
        SideBySide sides = new SideBySide(comparisons);
        StringBuilder out = new StringBuilder("# ");
        out.append(MarkdownReport.escape(sides.title())).append("\n\n");
        if (!sides.emulation().isEmpty()) {
            out.append("> **").append(ArmLook.EMULATED).append("** ");
            out.append(MarkdownReport.escape(sides.emulation())).append("\n\n");
        }
        sides.caveats()
                .forEach(caveat ->
                        out.append("> ").append(MarkdownReport.escape(caveat)).append("\n\n"));
        out.append("## Answer\n\n");
        sides.sentences()
                .forEach(s -> out.append("- ").append(MarkdownReport.escape(s)).append('\n'));
        sides.tables().forEach(table -> MarkdownReport.table(out, table));
        return out.toString();
    }

    /** One HTML file that needs nothing else, with the sides' distributions over one another. */
    public static String html(List<Comparison> comparisons) {
        SideBySide sides = new SideBySide(comparisons);
        HtmlParts parts = new HtmlParts();
        DomContent top = header(
                p(span("Taximeter").withClass("brand"), span("comparison").withClass("faint"))
                        .withClass("eyebrow"),
                h1(sides.title()),
                iff(
                        !sides.emulation().isEmpty(),
                        div(strong(ArmLook.EMULATED), span(sides.emulation())).withClass("banner emulated")),
                each(
                        sides.caveats(),
                        line -> div(strong("Take care"), span(line)).withClass("banner invalid")));
        String tool = comparisons.getFirst().candidate().run().manifest().toolVersion();
        return parts.page(
                sides.title(),
                "Made by Taximeter " + Untrusted.line(tool) + " from the runs’ raw samples.",
                top,
                List.of(
                        section(
                                h2("The answer"),
                                ul(each(sides.sentences(), sentence -> li(Words.glued(sentence))))
                                        .withClass("answer")),
                        section(h2("The figures"), each(sides.tables(), parts::table)),
                        section(h2("Pictures"), each(sides.pictures(), parts::picture)),
                        section(h2("Definitions"), parts.facts(Definitions.all()))));
    }
}
