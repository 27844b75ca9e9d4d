package dev.taximeter.report;

import dev.taximeter.chart.Untrusted;
import dev.taximeter.compare.Comparison;
import dev.taximeter.compare.Difference;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.compare.Verdict;
import dev.taximeter.nightly.Finding;
import dev.taximeter.nightly.Night;
import dev.taximeter.nightly.NightRun;
import dev.taximeter.summary.Validity;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A night as JUnit XML, which every build server shows: a suite for each scenario, a case for its validity, for each objective
 * and for each question to the baseline. An alarm is a failure; what is not decided, or seen for the first night, is skipped;
 * an invalid run is an error.
 */
public final class NightJunit {
    private NightJunit() {}

    private enum Result {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED
    }

    private record Case(String className, String name, Result result, String message) {}

    /** The document, UTF-8, ending with a line end. */
    public static String of(Night night) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", clean(night.suite()));
            for (NightRun run : night.runs()) {
                suite(xml, run, night);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML into memory", e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter xml, NightRun run, Night night) throws XMLStreamException {
        List<Case> cases = cases(run, night);
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", clean(run.scenario()));
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute("failures", count(cases, Result.FAILURE));
        xml.writeAttribute("errors", count(cases, Result.ERROR));
        xml.writeAttribute("skipped", count(cases, Result.SKIPPED));
        Instant start = run.summary().manifest().startedAt();
        Instant end = run.summary().manifest().endedAt();
        Duration took = end == null ? Duration.ZERO : Duration.between(start, end);
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", took.toMillis() / 1e3));
        xml.writeAttribute(
                "timestamp", start.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
        for (Case one : cases) {
            write(xml, one);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static void write(XMLStreamWriter xml, Case one) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(one.className()));
        xml.writeAttribute("name", clean(one.name()));
        xml.writeAttribute("time", "0");
        if (one.result() != Result.PASSED) {
            xml.writeStartElement(one.result().name().toLowerCase(Locale.ROOT));
            xml.writeAttribute("message", clean(one.message()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String count(List<Case> cases, Result result) {
        return Long.toString(cases.stream().filter(c -> c.result() == result).count());
    }

    private static List<Case> cases(NightRun run, Night night) {
        Map<String, Finding> findings = night.findings().stream()
                .filter(finding -> finding.scenario().equals(run.scenario()))
                .collect(Collectors.toMap(Finding::key, Function.identity(), (first, _) -> first));
        List<Case> cases = new ArrayList<>();
        cases.add(
                switch (run.summary().validity()) {
                    case Validity.Valid() -> new Case(run.scenario(), "run is valid", Result.PASSED, "");
                    case Validity.Invalid(List<String> reasons) ->
                        new Case(run.scenario(), "run is valid", Result.ERROR, String.join("; ", reasons));
                });
        run.objectives().forEach(result -> cases.add(objective(run, result, findings)));
        for (Comparison comparison : run.comparisons()) {
            String arm = comparison.candidate().arm().arm().name();
            comparison.differences().forEach(d -> cases.add(difference(run, arm, d, findings)));
        }
        findings.values().stream()
                .filter(finding -> finding.kind() == Finding.Kind.CHANGE)
                .forEach(finding -> cases.add(new Case(
                        className(run, finding.arm()),
                        finding.what() + " keeps its level",
                        result(finding),
                        says(finding))));
        return cases;
    }

    private static Case objective(NightRun run, ObjectiveResult result, Map<String, Finding> findings) {
        String name = result.objective().text();
        Finding finding = findings.get(key(Finding.Kind.OBJECTIVE, run, result.arm(), name));
        Result told = finding != null
                ? result(finding)
                : result.outcome() == ObjectiveResult.Outcome.PASS ? Result.PASSED : Result.SKIPPED;
        return new Case(className(run, result.arm()), name, told, finding == null ? result.reason() : says(finding));
    }

    private static Case difference(NightRun run, String arm, Difference difference, Map<String, Finding> findings) {
        String name = difference.id() + " against the baseline";
        Finding finding = findings.get(key(Finding.Kind.BASELINE, run, arm, difference.id()));
        if (finding != null) {
            return new Case(className(run, arm), name, result(finding), says(finding));
        }
        return switch (difference.verdict()) {
            case Verdict.Improved _, Verdict.WithinNoise _ -> new Case(className(run, arm), name, Result.PASSED, "");
            case Verdict.Regressed _ ->
                new Case(className(run, arm), name, Result.SKIPPED, "worse, but by no more than nights differ");
            case Verdict.NoEvidence(String reason) -> new Case(className(run, arm), name, Result.SKIPPED, reason);
            case Verdict.NotComparable(List<String> reasons) ->
                new Case(className(run, arm), name, Result.SKIPPED, String.join("; ", reasons));
        };
    }

    private static String key(Finding.Kind kind, NightRun run, String arm, String what) {
        return "%s|%s|%s|%s".formatted(kind, run.scenario(), arm, what);
    }

    private static Result result(Finding finding) {
        return switch (finding.standing()) {
            case ALARM -> Result.FAILURE;
            case WATCH, KNOWN -> Result.SKIPPED;
        };
    }

    private static String says(Finding finding) {
        return "%s (%s)".formatted(finding.says(), NightText.whose(finding.cause()));
    }

    private static String className(NightRun run, String arm) {
        return run.scenario() + "." + arm;
    }

    /** XML 1.0 has no place for control characters. */
    private static String clean(String words) {
        return Untrusted.line(words);
    }
}
