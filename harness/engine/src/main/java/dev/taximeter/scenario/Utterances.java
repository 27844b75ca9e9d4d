package dev.taximeter.scenario;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gathers the labelled utterances of one data file, checks each, and splits them into training and test. */
final class Utterances {
    private static final int INTENT_CHARS = 100;
    private static final String SPLITS = "train, validation or test";

    private final SourceFile source;
    private final List<Row> rows = new ArrayList<>();
    private boolean abandoned;

    Utterances(SourceFile source) {
        this.source = source;
    }

    /** Whether there is no room for another one; said once, by {@link #add}. */
    boolean isFull() {
        return rows.size() > Limits.UTTERANCES;
    }

    /** The file's shape is wrong, so that what was gathered says nothing; the problem is reported. */
    void abandon() {
        abandoned = true;
    }

    /** What was gathered; empty when it says nothing. */
    List<Row> rows() {
        return abandoned ? List.of() : rows;
    }

    /**
     * Adds an utterance.
     *
     * @param entities marked in it, by their start
     * @param split null when the row does not say
     */
    void add(int line, int column, String text, String intent, List<EntitySpan> entities, @Nullable Split split) {
        if (text.isBlank()) {
            source.report(line, column, "the text is blank", "an utterance", null);
        } else if (text.length() > Limits.UTTERANCE_CHARS) {
            source.report(
                    line,
                    column,
                    "the text is too long",
                    "at most %d characters".formatted(Limits.UTTERANCE_CHARS),
                    null);
        }
        boolean plain = intent.chars().noneMatch(Character::isISOControl) && intent.equals(intent.strip());
        if (intent.isEmpty() || intent.length() > INTENT_CHARS || !plain) {
            source.report(
                    line,
                    column,
                    "the intent %s is no name".formatted(YamlMap.show(intent)),
                    "a name such as check_balance",
                    null);
        }
        String mistake = EntityMarks.mistake(entities, text);
        if (mistake != null) {
            source.report(line, column, mistake, "entities one after another inside the text", null);
        }
        rows.add(new Row(line, new LabelledUtterance(text, intent, entities), split));
        if (isFull()) {
            source.report(line, column, "there are too many utterances", "at most " + Limits.UTTERANCES, null);
        }
    }

    /** What a column or field {@code split} says; null, and reported, when it is neither. */
    @Nullable
    Split split(int line, int column, String word) {
        for (Split split : Split.values()) {
            if (word.equals(split.word())) {
                return split;
            }
        }
        String near = DidYouMean.of(
                word, Arrays.stream(Split.values()).map(Split::word).toList());
        source.report(line, column, "the split %s is unknown".formatted(YamlMap.show(word)), SPLITS, near);
        return null;
    }

    /** @param seed of the split, where the file has none */
    DataSet toDataSet(long seed) {
        if (abandoned) {
            return DataSet.EMPTY;
        }
        List<Row> split = rows;
        if (rows.isEmpty()) {
            source.report(1, 1, "there are no utterances", null, null);
        } else if (rows.stream().allMatch(row -> row.split == null)) {
            split = new StratifiedSplit(seed).split(rows);
        } else {
            rows.stream()
                    .filter(row -> row.split == null)
                    .forEach(row -> source.report(row.line, 1, "this row says no split, others do", SPLITS, null));
        }
        return dataSet(split);
    }

    private DataSet dataSet(List<Row> split) {
        List<LabelledUtterance> training = new ArrayList<>();
        List<Prompt> prompts = new ArrayList<>();
        TreeSet<String> intents = new TreeSet<>();
        for (Row row : split) {
            intents.add(row.utterance.intent());
            if (row.split == Split.TRAIN) {
                training.add(row.utterance);
            } else if (row.split != Split.VALIDATION) {
                String id = String.format(Locale.ROOT, "t%04d", prompts.size() + 1);
                prompts.add(
                        new Prompt(id, row.utterance.text(), row.utterance.intent(), null, row.utterance.entities()));
            }
        }
        if (!rows.isEmpty() && prompts.isEmpty()) {
            source.report(1, 1, "no utterance is there to test with", "rows with split test, or no split at all", null);
        }
        return new DataSet(training, prompts, checked(intents));
    }

    /** All of them to ask, whatever their split, but for those that no intent covers. */
    DataSet toPrompts() {
        if (abandoned) {
            return DataSet.EMPTY;
        }
        if (rows.isEmpty()) {
            source.report(1, 1, "there are no utterances", null, null);
        }
        List<Prompt> prompts = new ArrayList<>();
        TreeSet<String> intents = new TreeSet<>();
        for (Row row : rows) {
            if (!row.utterance.intent().equals(LabelledUtterance.OUT_OF_SCOPE)) {
                String id = String.format(Locale.ROOT, "u%04d", prompts.size() + 1);
                intents.add(row.utterance.intent());
                prompts.add(new Prompt(id, row.utterance.text(), row.utterance.intent()));
            }
        }
        return new DataSet(List.of(), prompts, checked(intents));
    }

    /** The intents without out of scope; reported when there are too few or too many. */
    private List<String> checked(SortedSet<String> intents) {
        intents.remove(LabelledUtterance.OUT_OF_SCOPE);
        if (!rows.isEmpty() && (intents.size() < 2 || intents.size() > Limits.INTENTS)) {
            String found = "there %s"
                    .formatted(intents.size() == 1 ? "is 1 intent" : "are %d intents".formatted(intents.size()));
            source.report(
                    1,
                    1,
                    found,
                    "2 to %d intents, besides %s".formatted(Limits.INTENTS, LabelledUtterance.OUT_OF_SCOPE),
                    null);
        }
        return List.copyOf(intents);
    }

    /** Which part an utterance belongs to. */
    enum Split {
        TRAIN,
        VALIDATION,
        TEST;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One utterance of the file. */
    record Row(
            int line, LabelledUtterance utterance, @Nullable Split split) {
        Row in(Split newSplit) {
            return new Row(line, utterance, newSplit);
        }
    }
}
