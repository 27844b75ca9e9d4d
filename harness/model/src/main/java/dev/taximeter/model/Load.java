package dev.taximeter.model;

/**
 * How the workload is offered.
 *
 * @param model open or closed loop
 * @param warmUp before each trial, for each arm; measured but not summarised
 * @param measure the measured part of each trial, for each arm
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
        long drainNanos,
        long timeoutNanos,
        long stallNanos,
        int trials,
        Order order,
        int blocks,
        Retries retries) {

    /** A load without retries. */
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
        this(model, warmUp, measure, drainNanos, timeoutNanos, stallNanos, trials, order, blocks, Retries.NONE);
    }
}
