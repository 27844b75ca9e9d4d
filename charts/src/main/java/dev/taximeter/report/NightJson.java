package dev.taximeter.report;

import dev.taximeter.nightly.Finding;
import dev.taximeter.nightly.Night;
import dev.taximeter.nightly.NightRun;
import dev.taximeter.summary.Validity;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A night for programs: {@code nightly.json}, and the payload of a web hook. Their shapes are in docs/nightly. */
public final class NightJson {
    /** Version of both shapes. */
    public static final int SCHEMA = 1;

    private NightJson() {}

    /** The whole night, ending with a line end. */
    public static String of(Night night) {
        ObjectNode root = JsonReport.JSON.createObjectNode().put("schema", SCHEMA);
        root.put("suite", night.suite())
                .put("night", night.id())
                .put("at", night.at().toString());
        root.put("outcome", night.outcome().name()).put("anyEmulated", night.anyEmulated());
        if (!night.stopped().isEmpty()) {
            root.put("stopped", night.stopped());
        }
        ArrayNode runs = root.putArray("runs");
        night.runs().forEach(run -> run(runs.addObject(), run));
        ArrayNode findings = root.putArray("findings");
        night.findings().forEach(finding -> finding(findings.addObject(), finding));
        night.undecided().forEach(root.putArray("undecided")::add);
        night.notes().forEach(root.putArray("notes")::add);
        return JsonReport.JSON.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }

    private static void run(ObjectNode out, NightRun run) {
        out.put("scenario", run.scenario()).put("folder", run.folder());
        out.put("valid", run.summary().validity() instanceof Validity.Valid)
                .put("partial", run.summary().partial())
                .put("emulated", run.summary().manifest().anyEmulated());
        if (!run.resumed().isEmpty()) {
            out.put("resumed", run.resumed());
        }
        out.put("baseline", !run.comparisons().isEmpty());
    }

    private static void finding(ObjectNode out, Finding finding) {
        out.put("key", finding.key());
        out.put("kind", finding.kind().name())
                .put("standing", finding.standing().name());
        out.put("cause", finding.cause().name())
                .put("scenario", finding.scenario())
                .put("arm", finding.arm());
        out.put("what", finding.what()).put("says", finding.says());
    }

    /** What a chat or an alarm service is sent; {@code text} is what most of them show. */
    public static String webhook(Night night) {
        ObjectNode root = JsonReport.JSON.createObjectNode();
        root.put("text", NightText.headline(night) + NightText.bullets(night));
        root.put("schema", SCHEMA).put("suite", night.suite()).put("night", night.id());
        root.put("outcome", night.outcome().name()).put("page", !night.alarms().isEmpty());
        root.put("alarms", night.alarms().size());
        return JsonReport.JSON.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }
}
