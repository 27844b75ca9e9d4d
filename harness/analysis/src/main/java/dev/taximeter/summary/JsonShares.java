package dev.taximeter.summary;

import dev.taximeter.model.JsonRepair;
import dev.taximeter.model.Soundness;
import java.util.List;
import java.util.Map;

/**
 * How often an arm's JSON was broken. The unit of the shares is the distinct prompt, as for the accuracy: a prompt asked ten
 * times counts once, with the share of its answers.
 *
 * @param shares of each soundness; they add up to 1, and each figure's n is the number of distinct prompts
 * @param usable share of answers that were valid or could be repaired
 * @param counts answers of each soundness; none that was not met
 * @param repairs answers that needed each repair, whatever came of them; none that was not met
 * @param validAndCorrect answers that were valid at once and as expected
 * @param failed the first cases with answers that were not usable or not as expected, those that failed most often first, at
 *     most {@link FailedCase#MOST}
 * @param failures how many such cases there were
 */
public record JsonShares(
        Map<Soundness, Figure> shares,
        Figure usable,
        Map<Soundness, Long> counts,
        Map<JsonRepair, Long> repairs,
        long validAndCorrect,
        List<FailedCase> failed,
        long failures) {
    public JsonShares {
        shares = Map.copyOf(shares);
        counts = Map.copyOf(counts);
        repairs = Map.copyOf(repairs);
        failed = List.copyOf(failed);
    }

    /** Judged answers. */
    public long answers() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Answers of this soundness. */
    public long count(Soundness soundness) {
        return counts.getOrDefault(soundness, 0L);
    }

    /** The share of this soundness. */
    public Figure share(Soundness soundness) {
        Figure share = shares.get(soundness);
        if (share == null) {
            throw new IllegalStateException("no share of " + soundness);
        }
        return share;
    }
}
