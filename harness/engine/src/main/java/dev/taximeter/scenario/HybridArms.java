package dev.taximeter.scenario;

import dev.taximeter.model.Arm;
import dev.taximeter.model.Mixture;
import dev.taximeter.model.Target;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads arms that are mixed of two others of the same scenario. */
final class HybridArms {
    private static final Kind<Double> BELOW = Units.positiveRatio();
    private static final double DEFAULT_BELOW = 0.6;

    /** Every arm that could be read, by its name; hybrids are not among them. */
    private final Map<String, Arm> others;
    /** All names that the scenario gives, also those of arms with mistakes. */
    private final Set<String> names;

    private final Set<String> hybrids;

    HybridArms(Map<String, Arm> others, Set<String> names, Set<String> hybrids) {
        this.others = others;
        this.names = names;
        this.hybrids = hybrids;
    }

    /** Null when a problem was reported, or when an arm that it is mixed of has one. */
    @Nullable
    Arm read(YamlMap map, String name, String label) {
        Arm first = part(map, "first", "an arm of provider nlu");
        Arm then = part(map, "then", "an arm of a language model");
        double below = map.optional("below", BELOW, DEFAULT_BELOW);
        if (first != null && !(first.target() instanceof Target.LocalNlu)) {
            map.report("first", "arm '%s' is no local model".formatted(first.name()), "an arm of provider nlu", null);
        }
        if (then != null && !(then.target() instanceof Target.Http)) {
            map.report("then", "arm '%s' is no language model".formatted(then.name()), "an arm that is one", null);
        }
        if (first == null
                || then == null
                || !(first.target() instanceof Target.LocalNlu local)
                || !(then.target() instanceof Target.Http http)) {
            return null;
        }
        Target.Hybrid target = new Target.Hybrid(local, http, new Mixture(first.name(), then.name(), below));
        return new Arm(
                name, label, target, then.profile(), first.machine(), first.utilisationRatio(), then.adaptation());
    }

    private @Nullable Arm part(YamlMap map, String key, String expected) {
        String named = map.required(key, Kinds.shaped(expected, ArmsSection.NAME));
        if (named == null) {
            return null;
        }
        if (hybrids.contains(named)) {
            map.report(key, "arm '%s' is a hybrid".formatted(named), expected, null);
        } else if (!names.contains(named)) {
            String near = DidYouMean.of(named, others.keySet());
            map.report(key, "there is no arm %s".formatted(YamlMap.show(named)), expected, near);
        }
        return others.get(named);
    }
}
