package dev.taximeter.compare;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Metric;
import dev.taximeter.stats.BlockStatistic;
import dev.taximeter.summary.Percentile;
import java.util.List;
import java.util.stream.Stream;

/** What is asked of two sides. All questions of a comparison are one family: their p-values are adjusted together. */
sealed interface Question {
    /** In the order of tables; those for which a side has no data are left out. */
    List<Question> ALL = List.of(
            new OfTime(Metric.RESPONSE, Percentile.P50),
            new OfTime(Metric.RESPONSE, Percentile.P95),
            new OfTime(Metric.RESPONSE, Percentile.P99),
            new OfSpread(Metric.RESPONSE),
            new OfTime(Metric.TTFT, Percentile.P50),
            new OfTime(Metric.TTFT, Percentile.P99),
            new OfTime(Metric.TPOT, Percentile.P50),
            new OfTime(Metric.SERVER_INFERENCE, Percentile.P50),
            new OfErrors(),
            new OfAccuracy());

    /**
     * What is asked of these two. JMH times a call and knows no intended start: where it made one side's calls, both are
     * asked for the time from sending on.
     */
    static List<Question> of(ArmFacts one, ArmFacts other) {
        boolean fromSending = Stream.of(one, other).anyMatch(arm -> arm.vendor().equals(ArmFacts.JMH));
        return fromSending ? ALL.stream().map(Question::fromSending).toList() : ALL;
    }

    private static Question fromSending(Question question) {
        return switch (question) {
            case OfTime(Metric metric, Percentile percentile)
            when metric == Metric.RESPONSE -> new OfTime(Metric.SERVICE, percentile);
            case OfSpread(Metric metric) when metric == Metric.RESPONSE -> new OfSpread(Metric.SERVICE);
            case OfTime _, OfSpread _, OfErrors _, OfAccuracy _ -> question;
        };
    }

    /** The name in files. */
    String id();

    /** The name for people. */
    String label();

    /** A percentile of a duration: the ratio. */
    record OfTime(Metric metric, Percentile percentile) implements Question {
        @Override
        public String id() {
            return metric.id() + "." + percentile.id();
        }

        @Override
        public String label() {
            return metric.label() + ", " + percentile.id();
        }

        BlockStatistic statistic() {
            return new BlockStatistic.Quantile(percentile.probability());
        }
    }

    /** The standard deviation of a duration: the ratio. */
    record OfSpread(Metric metric) implements Question {
        @Override
        public String id() {
            return metric.id() + ".standardDeviation";
        }

        @Override
        public String label() {
            return metric.label() + ", σ";
        }
    }

    /** The share of failed requests: the difference. */
    record OfErrors() implements Question {
        @Override
        public String id() {
            return "errors.ratio";
        }

        @Override
        public String label() {
            return "Failed requests";
        }
    }

    /** The share of right answers: the difference, prompt by prompt. */
    record OfAccuracy() implements Question {
        @Override
        public String id() {
            return "accuracy";
        }

        @Override
        public String label() {
            return "Right answers";
        }
    }
}
