package dev.taximeter.load;

import dev.taximeter.model.ArmStop;
import java.util.List;

/**
 * How playing a plan ended.
 *
 * @param samples delivered
 * @param interrupted whether {@link LoadEngine#stop} ended it before the plan's end
 * @param stops arms that did not play their whole plan because going on was pointless; usually empty
 * @param waited calls that were made later than they might have been, until open ones gave money back
 */
public record LoadResult(long samples, boolean interrupted, List<ArmStop> stops, long waited) {
    public LoadResult {
        stops = List.copyOf(stops);
    }
}
