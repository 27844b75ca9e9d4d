package dev.taximeter.nlu;

import dev.taximeter.model.LabelledUtterance;
import java.util.ArrayList;
import java.util.List;

/**
 * Which threshold to take, seen on utterances that neither trained nor will judge the model. Every threshold buys
 * utterances out of scope with utterances in scope; the choice is the one that finds most out of scope while in scope no
 * more is lost than a given share.
 *
 * @param rows what each threshold would give, ascending
 * @param chosen threshold, 0..1
 */
public record OutOfScopeChoice(List<Row> rows, double chosen) {
    /** How much of the accuracy in scope the choice may cost: half a point. */
    public static final double GIVE_UP_RATIO = 0.005;

    private static final int STEPS = 20;

    public OutOfScopeChoice {
        rows = List.copyOf(rows);
    }

    /**
     * What a threshold gives.
     *
     * @param threshold confidence under which an utterance is out of scope
     * @param inScope utterances in scope, at least 1
     * @param inScopeRight those of them that are answered right
     * @param outOfScope utterances out of scope, at least 1
     * @param outOfScopeFound those of them that are found to be
     */
    public record Row(double threshold, int inScope, int inScopeRight, int outOfScope, int outOfScopeFound) {
        /** Right share of utterances in scope. */
        public double inScopeRatio() {
            return (double) inScopeRight / inScope;
        }

        /** Found share of those out of scope. */
        public double outOfScopeRatio() {
            return (double) outOfScopeFound / outOfScope;
        }
    }

    /** Whether there is anything to choose by: utterances in scope and out of scope. */
    public static boolean isPossible(List<LabelledUtterance> utterances) {
        long outside = utterances.stream().filter(OutOfScopeChoice::isOutside).count();
        return outside > 0 && outside < utterances.size();
    }

    private static boolean isOutside(LabelledUtterance utterance) {
        return utterance.intent().equals(LabelledUtterance.OUT_OF_SCOPE);
    }

    /** @param validation of which {@link #isPossible} holds */
    public static OutOfScopeChoice of(IntentModel model, EncodedUtterances validation) {
        List<IntentResult> believed = new ArrayList<>();
        IntentModel credulous = model.withOutOfScopeThreshold(0);
        for (int i = 0; i < validation.size(); i++) {
            believed.add(credulous.classify(validation.features(i)));
        }
        List<Row> rows = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            rows.add(row((double) step / STEPS, believed, validation.utterances()));
        }
        double fewest = rows.getFirst().inScopeRatio() - GIVE_UP_RATIO;
        Row best = rows.getFirst();
        for (Row row : rows) {
            if (row.inScopeRatio() >= fewest && row.outOfScopeFound > best.outOfScopeFound) {
                best = row;
            }
        }
        return new OutOfScopeChoice(rows, best.threshold);
    }

    private static Row row(double threshold, List<IntentResult> believed, List<LabelledUtterance> utterances) {
        int inside = 0;
        int insideRight = 0;
        int outside = 0;
        int outsideRight = 0;
        for (int i = 0; i < believed.size(); i++) {
            IntentResult result = believed.get(i);
            boolean refused = result.confidence() < threshold || result.isOutOfScope();
            if (isOutside(utterances.get(i))) {
                outside++;
                outsideRight += refused ? 1 : 0;
            } else {
                inside++;
                insideRight +=
                        !refused && result.intent().equals(utterances.get(i).intent()) ? 1 : 0;
            }
        }
        return new Row(threshold, inside, insideRight, outside, outsideRight);
    }
}
