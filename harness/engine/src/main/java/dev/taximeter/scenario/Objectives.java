package dev.taximeter.scenario;

import dev.taximeter.model.Budget;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Objective;
import dev.taximeter.scenario.Kind.Misfit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads objectives such as {@code ttft.p99 < 1500ms}. */
final class Objectives {
    static final Kind<Objective> KIND = new Kind<>(
            "an objective such as ttft.p99 < 1500ms, errors.ratio < 1%, cost.perRequest < 0.002 USD, accuracy >= 92%",
            scalar -> read(scalar.getValue().strip()));

    private static final Map<String, Metric> METRICS = metrics();
    private static final Map<String, Double> QUANTILES =
            Map.of("p50", 0.5, "p90", 0.9, "p95", 0.95, "p99", 0.99, "p999", 0.999);
    private static final Map<String, Subject> SUBJECTS = subjects();

    private static final Pattern SHAPE = Pattern.compile("([A-Za-z0-9.]+) *(<=|>=|<|>) *(.+)");

    private Objectives() {}

    /** Makes an objective of its limit. */
    private interface Subject {
        Objective of(String text, String sign, String limit) throws Misfit;
    }

    private static Objective read(String text) throws Misfit {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new Misfit("it is not written as subject, sign and limit");
        }
        Subject subject = SUBJECTS.get(matcher.group(1));
        if (subject == null) {
            throw new Misfit(
                    "'%s' cannot be an objective's subject".formatted(matcher.group(1)),
                    DidYouMean.of(matcher.group(1), SUBJECTS.keySet()));
        }
        return subject.of(text, matcher.group(2), matcher.group(3));
    }

    /** What may have a limit in time, by the word for it. */
    private static Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        Stream.of(
                        Metric.RESPONSE,
                        Metric.SERVICE,
                        Metric.TTFT,
                        Metric.TTFT_FROM_INTENDED,
                        Metric.INTER_CHUNK,
                        Metric.TPOT,
                        Metric.SERVER_QUEUE,
                        Metric.SERVER_INFERENCE)
                .forEach(metric -> metrics.put(metric.id(), metric));
        metrics.put("transport", Metric.NETWORK); // both ways: the round trip less the worker's time
        metrics.put("transport.forward", Metric.TRANSPORT_FORWARD);
        metrics.put("transport.back", Metric.TRANSPORT_BACK);
        return metrics;
    }

    private static Map<String, Subject> subjects() {
        Map<String, Subject> subjects = new LinkedHashMap<>();
        METRICS.forEach((subject, metric) ->
                QUANTILES.forEach((name, quantile) -> subjects.put(subject + "." + name, (text, sign, limit) -> {
                    long nanos = Units.nanos(limit, 1, Units.HOUR);
                    return new Objective.Time(text, metric, quantile, atMost(sign) ? nanos + 1 : nanos);
                })));
        subjects.put("errors.ratio", (text, sign, limit) -> {
            atMost(sign);
            return new Objective.Errors(text, positive(Units.share(limit)));
        });
        subjects.put("cost.perRequest", (text, sign, limit) -> {
            atMost(sign);
            Budget most = Budget.parse(limit)
                    .orElseThrow(
                            () -> new Misfit("its limit is not an amount above 0 with a currency, such as 0.002 USD"));
            return new Objective.CostPerRequest(text, most.limit(), most.currency());
        });
        subjects.put("accuracy", (text, sign, limit) -> {
            if (sign.startsWith("<")) {
                throw new Misfit("accuracy has a lower limit; write >=");
            }
            return new Objective.Accuracy(text, positive(Units.share(limit)));
        });
        return subjects;
    }

    /** Whether the limit itself still is good. */
    private static boolean atMost(String sign) throws Misfit {
        if (sign.startsWith(">")) {
            throw new Misfit("it has an upper limit; write <");
        }
        return sign.equals("<=");
    }

    private static double positive(double share) throws Misfit {
        if (share <= 0) {
            throw new Misfit("its limit must be above 0");
        }
        return share;
    }
}
