package dev.taximeter.compare;

import dev.taximeter.summary.Figure;
import org.jspecify.annotations.Nullable;

/**
 * One arm against the run's first arm. Ratios are candidate / baseline: under 1 is faster or cheaper. Null where the data
 * gives no figure. A figure's n is the smaller arm's number of values, or of prompts for the accuracy.
 *
 * @param baseline the first arm's name
 * @param candidate the other arm's name
 * @param meanRatio of mean response times, with a blocked-bootstrap interval
 * @param p50Ratio of medians of response times, the same way
 * @param p99Ratio of 99th percentiles, the same way
 * @param ttftP50Ratio of medians of the time to first token, the same way
 * @param standardDeviationRatio of standard deviations of response times, the same way
 * @param costRatio of costs per request; without interval: prices have none
 * @param accuracyDifference candidate − baseline, in −1..1, paired by prompt
 * @param accuracyP McNemar's p-value of "equally often right", over the same prompts
 * @param latency verdict on the median response time
 * @param steadiness verdict on the standard deviation
 */
public record ArmComparison(
        String baseline,
        String candidate,
        @Nullable Figure meanRatio,
        @Nullable Figure p50Ratio,
        @Nullable Figure p99Ratio,
        @Nullable Figure ttftP50Ratio,
        @Nullable Figure standardDeviationRatio,
        @Nullable Double costRatio,
        @Nullable Figure accuracyDifference,
        @Nullable Double accuracyP,
        Verdict latency,
        Verdict steadiness) {}
