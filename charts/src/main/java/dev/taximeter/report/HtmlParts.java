package dev.taximeter.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.br;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.document;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Figure;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Picture;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.cost.Capacity;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.Metric;
import dev.taximeter.report.Facts.Fact;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Row;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Percentile;
import j2html.TagCreator;
import j2html.tags.DomContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pieces of the HTML report. */
final class HtmlParts {
    /** A document's head: the one style sheet, and the policy that allows nothing else. */
    DomContent head(String name) {
        StyleSheet style = StyleSheet.load();
        return TagCreator.head(
                meta().withCharset("utf-8"),
                meta().attr("http-equiv", "Content-Security-Policy").withContent(style.policy()),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                meta().withName("color-scheme").withContent("light dark"),
                meta().withName("referrer").withContent("no-referrer"),
                title(Untrusted.line(name) + " · Taximeter"),
                rawHtml(style.element()));
    }

    /** A whole document that needs nothing else: one style sheet, no script. */
    String page(String name, String madeBy, DomContent top, List<DomContent> sections) {
        return document(html(
                        head(name),
                        body(
                                top,
                                main(each(sections, section -> section)),
                                footer(p(madeBy).withClass("faint"))))
                .withLang("en"));
    }

    /** The arm's key figures. */
    DomContent card(ArmLook look, ArmSummary arm, Tables tables) {
        Numbers.Unit unit = tables.unit(Metric.RESPONSE);
        var p50 = arm.percentile(Metric.RESPONSE, Percentile.P50);
        var p99 = arm.percentile(Metric.RESPONSE, Percentile.P99);
        var accuracy = arm.accuracy();
        var right = accuracy == null ? null : accuracy.inScope();
        Capacity.Measured machine = arm.cost() instanceof Cost.Known known ? known.machine() : null;
        String cost = arm.cost() instanceof Cost.Known known
                ? Numbers.money(known.perThousand(), known.quote().currency())
                : null;
        return div(
                        div(name(look, arm.arm().emulated())).withClass("card-name"),
                        div(
                                        span(p50 == null ? "–" : Numbers.duration(p50.value(), unit))
                                                .withClass("big"),
                                        span(unit.symbol()).withClass("unit"))
                                .withClass("headline"),
                        div("median response time").withClass("faint small"),
                        dl(
                                pair(
                                        "p99",
                                        p99 == null
                                                ? null
                                                : Numbers.duration(p99.value(), unit) + Numbers.THIN + unit.symbol()),
                                pair("accuracy", right == null ? null : Numbers.percent(right.value())),
                                pair("per 1" + Numbers.THIN + "000", cost),
                                iff(machine != null, pair("capacity", machine == null ? null : takes(machine))),
                                pair("errors", Numbers.count(arm.counts().errors()))))
                .withClass("card arm" + look.colourNumber());
    }

    /** What the machine that the cost rests on takes, and how far that was tested. */
    private static String takes(Capacity.Measured machine) {
        String tested = switch (machine.basis()) {
            case LEVEL, LOAD -> "objectives kept";
            case BUSY_TIME -> "untested";
        };
        return "%s/s, %s".formatted(Numbers.number(machine.perSecond().doubleValue()), tested);
    }

    private static DomContent pair(String name, @Nullable String value) {
        return div(dt(name), dd(value == null ? "–" : value));
    }

    /** A dot in the arm's colour, its label, and the mark. */
    private static DomContent name(ArmLook look, boolean emulated) {
        String mark = " (" + ArmLook.EMULATED + ")";
        String label = emulated ? look.label().substring(0, look.label().length() - mark.length()) : look.label();
        return span(
                        span().withClass("dot"),
                        span(label).withClass("label"),
                        iff(emulated, span(ArmLook.EMULATED).withClass("pill")))
                .withClass("name arm" + look.colourNumber());
    }

    DomContent table(Table table) {
        return div(
                div(TagCreator.table(
                                caption(span(table.caption())),
                                thead(tr(
                                        th(table.heads()).attr("scope", "col"),
                                        each(
                                                table.columns(),
                                                c -> th(c.header()).attr("scope", "col")))),
                                tbody(each(table.rows(), HtmlParts::row))))
                        .withClass("scroll")
                        .attr("role", "region")
                        .attr("aria-label", table.caption())
                        .attr("tabindex", "0"),
                iff(!table.note().isEmpty(), p(Words.glued(table.note())).withClass("faint small")),
                each(table.caveats(), caveat -> p(Words.glued(caveat)).withClass("faint small")));
    }

    private static DomContent row(Row row) {
        ArmLook arm = row.arm();
        DomContent head = arm == null ? span(row.label()) : name(arm, row.emulated());
        return tr(th(head).attr("scope", "row"), each(row.cells(), HtmlParts::cell));
    }

    private static DomContent cell(Cell cell) {
        return cell.interval().isEmpty()
                ? td(cell.value())
                : td(span(cell.value()), br(), span(cell.interval()).withClass("interval"));
    }

    DomContent picture(Picture picture) {
        return switch (picture) {
            case Figure drawn ->
                figure(
                        h3(drawn.title()),
                        rawHtml(drawn.svgForPage(Figure.Format.WIDE)),
                        rawHtml(drawn.svgForPage(Figure.Format.NARROW)),
                        figcaption(drawn.caption()));
            case Picture.Missing missing ->
                figure(h3(missing.title()), p("Not drawn. " + missing.reason()).withClass("faint"));
        };
    }

    DomContent facts(List<Fact> facts) {
        return dl(each(facts, fact -> div(dt(Untrusted.line(fact.name())), dd(Untrusted.line(fact.value())))))
                .withClass("facts");
    }

    DomContent facts(String heading, List<Fact> facts) {
        return facts.isEmpty() ? div() : div(h3(heading), facts(facts));
    }
}
