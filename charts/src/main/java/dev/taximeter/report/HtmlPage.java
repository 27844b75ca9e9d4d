package dev.taximeter.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import dev.taximeter.chart.Untrusted;
import dev.taximeter.model.Versions;
import j2html.TagCreator;
import j2html.tags.DomContent;
import java.util.List;

/** A {@link Page} as one HTML file, dressed and guarded like {@link HtmlReport}. */
public final class HtmlPage {
    private HtmlPage() {}

    /** The whole document. */
    public static String of(Page page) {
        HtmlParts parts = new HtmlParts();
        return document(html(
                        parts.head(page.title()),
                        body(
                                header(
                                        p(span("Taximeter").withClass("brand")).withClass("eyebrow"),
                                        h1(Untrusted.line(page.title())),
                                        p(Untrusted.line(page.subtitle())).withClass("faint")),
                                main(each(page.sections(), section -> section(section, parts))),
                                footer(p("Made by Taximeter " + Versions.TOOL + ".")
                                        .withClass("faint"))))
                .withLang("en"));
    }

    private static DomContent section(Page.Section section, HtmlParts parts) {
        return TagCreator.section(
                h2(Untrusted.line(section.heading())),
                each(section.lines(), line -> p(Words.glued(Untrusted.line(line)))),
                each(section.grids(), HtmlPage::grid),
                each(section.pictures(), parts::picture));
    }

    private static DomContent grid(Page.Grid grid) {
        return div(div(table(
                        caption(span(Untrusted.line(grid.caption()))),
                        thead(tr(each(
                                grid.header(), name -> th(Untrusted.line(name)).attr("scope", "col")))),
                        tbody(each(grid.rows(), HtmlPage::row))))
                .withClass("scroll")
                .attr("role", "region")
                .attr("aria-label", Untrusted.line(grid.caption()))
                .attr("tabindex", "0"));
    }

    private static DomContent row(List<String> cells) {
        return tr(
                th(Untrusted.line(cells.getFirst())).attr("scope", "row"),
                each(cells.subList(1, cells.size()), cell -> td(Untrusted.line(cell))));
    }
}
