package dev.taximeter.cli;

import dev.taximeter.model.Arm;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arms that can take part on this machine. One that needs a program which is not there is left out, said so before the
 * run and in its report: the other arms still answer the question among themselves.
 *
 * @param scenario with the arms that take part
 * @param leftOut by name, why not and what to do about it
 */
record PresentArms(Scenario scenario, Map<String, String> leftOut) {

    /**
     * @param redis whether there is a redis-server
     * @throws UserError when no arm is left
     */
    static PresentArms of(Scenario scenario, boolean redis) {
        List<Arm> present = new ArrayList<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        for (Arm arm : scenario.arms()) {
            if (wantsRedis(arm.target()) && !redis) {
                leftOut.put(arm.name(), RedisServer.INSTALL);
            } else {
                present.add(arm);
            }
        }
        if (present.isEmpty()) {
            throw new UserError("no arm can take part: " + RedisServer.INSTALL);
        }
        return new PresentArms(leftOut.isEmpty() ? scenario : scenario.withArms(present), leftOut);
    }

    /** Whether a run starts a Redis for it. */
    static boolean wantsRedis(Target target) {
        return target instanceof Target.Started started && started.behind() instanceof Target.RedisQueue;
    }
}
