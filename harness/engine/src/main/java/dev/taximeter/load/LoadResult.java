package dev.taximeter.load;

/**
 * How playing a plan ended.
 *
 * @param samples delivered
 * @param interrupted whether {@link LoadEngine#stop} ended it before the plan's end
 */
public record LoadResult(long samples, boolean interrupted) {}
