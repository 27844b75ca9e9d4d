package dev.taximeter.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.header;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.ul;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Figures;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Picture;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.compare.RunVerdict;
import dev.taximeter.model.RunManifest;
import dev.taximeter.summary.ArmSeries;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Validity;
import dev.taximeter.summary.Warning;
import j2html.TagCreator;
import j2html.tags.DomContent;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run as one HTML file that needs nothing else: no network, no script, no style attribute. Its content security policy
 * allows the one style sheet, by its hash. All text of others goes through j2html's escaping.
 */
public final class HtmlReport {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RunSummary summary;
    private final RunVerdict verdict;
    private final List<Picture> pictures;
    private final Tables tables;
    private final HtmlParts parts;

    private HtmlReport(RunSummary summary, RunVerdict verdict, List<Picture> pictures) {
        this.summary = summary;
        this.verdict = verdict;
        this.pictures = pictures;
        this.tables = new Tables(summary);
        this.parts = new HtmlParts();
    }

    /** The whole document. */
    public static String of(RunSummary summary, RunVerdict verdict, List<ArmSeries> series) {
        return new HtmlReport(summary, verdict, Figures.of(summary, series)).render();
    }

    private String render() {
        RunManifest m = summary.manifest();
        return parts.page(
                Untrusted.line(m.scenario()),
                "Made by Taximeter " + Untrusted.line(m.toolVersion()) + " from the run’s raw samples.",
                top(),
                List.of(
                        answer(),
                        figuresInTables(),
                        drawn(),
                        warnings(),
                        method(),
                        instrument(),
                        environment(),
                        scenario()));
    }

    private DomContent top() {
        RunManifest m = summary.manifest();
        String question = Untrusted.line(m.question().isEmpty() ? m.scenario() : m.question());
        long requests =
                summary.arms().stream().mapToLong(arm -> arm.counts().sent()).sum();
        String emulation = Facts.emulation(summary);
        return header(
                p(
                                span("Taximeter").withClass("brand"),
                                span(Untrusted.line(m.scenario())).withClass("faint"))
                        .withClass("eyebrow"),
                h1(question),
                p(DAY.format(m.startedAt()) + " · " + Numbers.count(requests) + " requests · "
                                + (summary.arms().size() == 1
                                        ? "one arm"
                                        : summary.arms().size() + " arms"))
                        .withClass("faint"),
                iff(
                        !emulation.isEmpty(),
                        div(strong(ArmLook.EMULATED), span(emulation)).withClass("banner emulated")),
                each(
                        Facts.validity(summary),
                        line -> div(strong("Take care"), span(line)).withClass("banner invalid")));
    }

    private DomContent answer() {
        List<ArmLook> looks = ArmLook.of(summary);
        List<DomContent> cards = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            cards.add(parts.card(looks.get(i), summary.arms().get(i), tables));
        }
        return section(
                h2("The answer"),
                ul(each(verdict.sentences(), sentence -> li(Words.glued(Untrusted.line(sentence)))))
                        .withClass("answer"),
                div(each(cards, card -> card)).withClass("cards"));
    }

    private DomContent figuresInTables() {
        List<Table> objectives = ObjectivesTable.of(verdict.objectives(), ArmLook.of(summary)).stream()
                .toList();
        return section(h2("The figures"), each(objectives, parts::table), each(tables.all(), parts::table));
    }

    private DomContent drawn() {
        return section(h2("Pictures"), each(pictures, parts::picture));
    }

    private DomContent warnings() {
        List<ArmLook> looks = ArmLook.of(summary);
        if (summary.warnings().isEmpty()) {
            return section(h2("Warnings"), p("None."));
        }
        return section(
                h2("Warnings"),
                ol(each(Words.groups(summary.warnings()), group -> warning(group, looks)))
                        .withClass("warnings"));
    }

    private static DomContent warning(List<Warning> group, List<ArmLook> looks) {
        return li(
                each(
                        group,
                        warning -> p(
                                Words.arm(warning, looks)
                                        .<DomContent>map(label -> strong(label + ": "))
                                        .orElse(span()),
                                span(Words.glued(Untrusted.line(warning.cause()))))),
                p("Next: " + Untrusted.line(group.getFirst().nextStep())).withClass("faint"));
    }

    private DomContent method() {
        return section(h2("Method and definitions"), parts.facts(Facts.run(summary)), parts.facts(Definitions.all()));
    }

    private DomContent instrument() {
        String valid = summary.validity() instanceof Validity.Valid
                ? "Nothing was found that spoils the figures."
                : "The run is invalid; the reasons are at the top.";
        return section(
                h2("The meter’s own error"),
                p(valid),
                parts.facts(Facts.instrument(summary)),
                each(tables.truth().stream().toList(), parts::table));
    }

    private DomContent environment() {
        return section(
                h2("Environment, prices and sources"),
                parts.facts(Facts.environment(summary)),
                parts.facts("Servers and connections", Facts.servers(summary)),
                parts.facts("Prices", Facts.prices(summary)),
                parts.facts("Emulated arms", Facts.profiles(summary)));
    }

    private DomContent scenario() {
        RunManifest m = summary.manifest();
        return section(
                h2("The scenario, verbatim"),
                details(
                        TagCreator.summary(Untrusted.line(m.scenario()) + ", seed " + m.seed()),
                        pre(code(Untrusted.block(m.scenarioText())))));
    }
}
