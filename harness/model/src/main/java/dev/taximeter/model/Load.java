package dev.taximeter.model;

import java.util.ArrayList;
import java.util.List;

/**
 * How the workload is offered.
 *
 * @param model open or closed loop
 * @param warmUp before each trial, for each arm; measured but not summarised
 * @param measure the measured part of each trial, for each arm
 * @param untilDecided whether the run ends at the first of its {@link #looks} at which every objective is decided;
 *     {@code measure} is then the longest that it may be
 * @param drainNanos how long open requests may still answer after the last one was sent; then they are cancelled
 * @param timeoutNanos limit of one attempt, from sending, above 0
 * @param stallNanos longest silence of the server within one request, above 0
 * @param trials repetitions with fresh clients, at least 1
 * @param order how the arms share the time
 * @param blocks randomised complete blocks in each trial, at least 1; 1 when side by side
 * @param retries whether failed calls are made again
 */
public record Load(
        LoadModel model,
        Extent warmUp,
        Extent measure,
        boolean untilDecided,
        long drainNanos,
        long timeoutNanos,
        long stallNanos,
        int trials,
        Order order,
        int blocks,
        Retries retries) {

    /** A load of fixed length without retries. */
    public Load(
            LoadModel model,
            Extent warmUp,
            Extent measure,
            long drainNanos,
            long timeoutNanos,
            long stallNanos,
            int trials,
            Order order,
            int blocks) {
        this(model, warmUp, measure, false, drainNanos, timeoutNanos, stallNanos, trials, order, blocks, Retries.NONE);
    }

    /** The same with another loop. */
    public Load with(LoadModel other) {
        return new Load(
                other,
                warmUp,
                measure,
                untilDecided,
                drainNanos,
                timeoutNanos,
                stallNanos,
                trials,
                order,
                blocks,
                retries);
    }

    /** Complete blocks of all trials, each of which is played by every arm; at least 1. */
    public int rounds() {
        return trials * blocks;
    }

    /**
     * After how many of its {@link #rounds} the objectives are looked at: all of them, and, until decided, also half of
     * them, a quarter and so on, rounded up. Ascending. Few looks, because each takes its part of the risk to be wrong; and
     * none is at more than twice the rounds that were needed.
     */
    public List<Integer> looks() {
        List<Integer> looks = new ArrayList<>(List.of(rounds()));
        while (untilDecided && looks.getFirst() > 1) {
            looks.addFirst((looks.getFirst() + 1) / 2);
        }
        return looks;
    }
}
