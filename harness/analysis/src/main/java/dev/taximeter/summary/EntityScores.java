package dev.taximeter.summary;

import dev.taximeter.model.EntityJudgement;
import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.Sample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How well entities were named, by strict spans: right is what has the marked type, the first and the last code point. A
 * prompt that was asked several times counts once. Intervals are from drawing prompts, because the entities of one are not
 * independent of one another; n is the number of marked spans.
 *
 * @param f1 harmonic mean of precision and recall
 * @param precision right share of what was named; null when nothing was
 * @param recall named share of what is marked; null when nothing is
 * @param f1ByType the same for each type that is marked or was named
 * @param unknownTypes named entities of a type that nobody asked for, over all answers; wrong ones
 * @param notInText named entities that the text does not say, over all answers; wrong ones
 */
public record EntityScores(
        Figure f1,
        @Nullable Figure precision,
        @Nullable Figure recall,
        SortedMap<String, Figure> f1ByType,
        long unknownTypes,
        long notInText) {
    public EntityScores {
        f1ByType = Collections.unmodifiableSortedMap(new TreeMap<>(f1ByType));
    }

    /** Spans of one prompt, on average over its answers. */
    private record Counts(double marked, double found, double right) {
        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(marked + more.marked, found + more.found, right + more.right);
        }

        Counts over(int answers) {
            return new Counts(marked / answers, found / answers, right / answers);
        }
    }

    /** Null when no entities were asked for, or none is marked and none was named. */
    static @Nullable EntityScores of(ArmSamples samples) {
        Map<String, List<EntityJudgement>> byPrompt = new TreeMap<>();
        for (Sample sample : samples.measured()) {
            EntityJudgement judgement =
                    sample.answer() == null ? null : sample.answer().entities();
            if (judgement != null) {
                byPrompt.computeIfAbsent(sample.promptId(), _ -> new ArrayList<>())
                        .add(judgement);
            }
        }
        List<Counts> all = byPrompt.values().stream().map(EntityScores::counts).toList();
        Figure f1 = f1(all);
        return f1 == null
                ? null
                : new EntityScores(
                        f1,
                        figure(all, Counts::right, Counts::found),
                        figure(all, Counts::right, Counts::marked),
                        byType(byPrompt.values()),
                        sum(byPrompt, EntityJudgement::unknownTypes),
                        sum(byPrompt, EntityJudgement::notInText));
    }

    private static SortedMap<String, Figure> byType(Collection<List<EntityJudgement>> prompts) {
        SortedMap<String, List<Counts>> counts = new TreeMap<>();
        for (List<EntityJudgement> answers : prompts) {
            SortedMap<String, Counts> own = new TreeMap<>();
            for (EntityJudgement answer : answers) {
                answer.marked().forEach(span -> own.merge(span.type(), new Counts(1, 0, 0), Counts::plus));
                answer.found().forEach(span -> own.merge(span.type(), found(span, answer), Counts::plus));
            }
            own.forEach((type, sum) ->
                    counts.computeIfAbsent(type, _ -> new ArrayList<>()).add(sum.over(answers.size())));
        }
        SortedMap<String, Figure> figures = new TreeMap<>();
        counts.forEach((type, own) -> {
            Figure figure = f1(own);
            if (figure != null) {
                figures.put(type, figure);
            }
        });
        return figures;
    }

    private static Counts counts(List<EntityJudgement> answers) {
        Counts sum = Counts.NONE;
        for (EntityJudgement answer : answers) {
            int madeUp = answer.unknownTypes() + answer.notInText();
            sum = sum.plus(new Counts(answer.marked().size(), madeUp, 0));
            for (EntitySpan span : answer.found()) {
                sum = sum.plus(found(span, answer));
            }
        }
        return sum.over(answers.size());
    }

    private static Counts found(EntitySpan span, EntityJudgement answer) {
        return new Counts(0, 1, answer.marked().contains(span) ? 1 : 0);
    }

    private static @Nullable Figure f1(List<Counts> prompts) {
        return figure(prompts, count -> 2 * count.right, count -> count.marked + count.found);
    }

    private static @Nullable Figure figure(
            List<Counts> prompts, ToDoubleFunction<Counts> above, ToDoubleFunction<Counts> below) {
        return SumRatio.of(
                prompts,
                above,
                below,
                prompts.stream().mapToDouble(Counts::marked).sum());
    }

    private static long sum(Map<String, List<EntityJudgement>> byPrompt, ToIntFunction<EntityJudgement> number) {
        return byPrompt.values().stream()
                .flatMap(List::stream)
                .mapToLong(number::applyAsInt)
                .sum();
    }
}
