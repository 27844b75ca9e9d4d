package dev.taximeter.model;

import java.util.List;

/**
 * How an answer that had to be JSON was judged.
 *
 * @param soundness whether it is JSON of the schema
 * @param repairs what had to be mended before it could be read; empty for {@link Soundness#VALID} and {@link
 *     Soundness#NOT_JSON}
 * @param violations the first of what the schema forbids, each with its place; names may be the model's own, values never
 *     are. Empty unless {@link Soundness#WRONG_SCHEMA}
 * @param mismatches expected members that are missing or have another value, by path; empty when nothing was expected, when
 *     all is as expected, and when nothing could be read
 */
public record JsonJudgement(
        Soundness soundness, List<JsonRepair> repairs, List<String> violations, List<String> mismatches) {
    public JsonJudgement {
        repairs = List.copyOf(repairs);
        violations = List.copyOf(violations);
        mismatches = List.copyOf(mismatches);
    }
}
