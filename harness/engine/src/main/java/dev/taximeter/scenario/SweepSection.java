package dev.taximeter.scenario;

import dev.taximeter.model.Arm;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Sweep;
import dev.taximeter.model.Task;
import dev.taximeter.model.Workload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code sweep}, and says where it does not fit the rest. */
final class SweepSection {
    private static final int MOST_LEVELS = 20;
    private static final Map<String, Sweep.Quantity> BY_KEY = Map.of(
            "inputTokens", Sweep.Quantity.INPUT_TOKENS,
            "outputTokens", Sweep.Quantity.OUTPUT_TOKENS,
            "shots", Sweep.Quantity.SHOTS,
            "rate", Sweep.Quantity.RATE,
            "users", Sweep.Quantity.USERS);

    private final YamlMap scenario;
    private final YamlMap map;
    private final String key;
    private final Sweep sweep;

    private SweepSection(YamlMap scenario, YamlMap map, String key, Sweep sweep) {
        this.scenario = scenario;
        this.map = map;
        this.key = key;
        this.sweep = sweep;
    }

    /** Null when nothing is varied, and when a problem was reported. */
    static @Nullable SweepSection read(YamlMap scenario) {
        YamlMap map = scenario.optionalMap("sweep", Sections.SWEEP);
        if (map == null) {
            return null;
        }
        if (map.keys().size() != 1) {
            scenario.report(
                    "sweep",
                    map.keys().isEmpty() ? "'sweep' is empty" : "'sweep' varies several numbers at once",
                    "exactly one of " + String.join(", ", Sections.SWEEP.keys()),
                    null);
            return null;
        }
        String key = map.keys().iterator().next();
        Sweep.Quantity quantity = BY_KEY.get(key);
        List<Double> values = quantity == null ? null : map.optionalList(key, kind(quantity));
        if (quantity == null || values == null) {
            return null;
        }
        List<Double> levels = values.stream().distinct().sorted().toList();
        if (levels.size() < values.size() || levels.size() < 2 || levels.size() > MOST_LEVELS) {
            map.report(
                    key,
                    levels.size() < values.size()
                            ? "a value is there twice"
                            : "these are %d values".formatted(values.size()),
                    "2 to %d different values".formatted(MOST_LEVELS),
                    null);
            return null;
        }
        return new SweepSection(scenario, map, key, new Sweep(quantity, levels));
    }

    private static Kind<Double> kind(Sweep.Quantity quantity) {
        return switch (quantity) {
            case INPUT_TOKENS ->
                whole(
                        "a number of tokens from %d to 1000000".formatted(SyntheticPrompts.FEWEST_TOKENS),
                        SyntheticPrompts.FEWEST_TOKENS,
                        1_000_000);
            case OUTPUT_TOKENS -> whole("a number of tokens from 1 to 1000000", 1, 1_000_000);
            case SHOTS -> whole("a number of examples from 0 to 10000", 0, 10_000);
            case USERS -> whole("a number of users from 1 to 10000", 1, 10_000);
            case RATE -> Units.rate();
            case TURN -> throw new IllegalArgumentException("nobody can ask for a sweep over turns");
        };
    }

    private static Kind<Double> whole(String expected, int min, int max) {
        Kind<Integer> count = Kinds.count(expected, min, max);
        return new Kind<>(expected, scalar -> (double) count.read(scalar));
    }

    Sweep sweep() {
        return sweep;
    }

    /** Reports what in the scenario does not go with it. */
    void check(List<Arm> arms, @Nullable Workload workload, @Nullable Load load) {
        if (workload != null && workload.task() == Task.CONVERSATION) {
            refuse("a sweep does not go with task conversation", "no 'sweep': turns are reported one by one anyway");
        }
        switch (sweep.quantity()) {
            case RATE -> {
                if (load != null && !(load.model() instanceof LoadModel.Open)) {
                    refuse("a sweep over rate needs an open loop", "load: { open: … }");
                }
            }
            case USERS -> {
                if (load != null && !(load.model() instanceof LoadModel.Closed)) {
                    refuse("a sweep over users needs a closed loop", "load: { closed: … }");
                }
            }
            case OUTPUT_TOKENS -> {
                if (workload != null && workload.task() == Task.INTENT) {
                    refuse("a sweep over outputTokens says nothing with task intent", "task: chat");
                }
            }
            case SHOTS -> shots(arms, workload);
            case INPUT_TOKENS, TURN -> {}
        }
    }

    private void shots(List<Arm> arms, @Nullable Workload workload) {
        int most = sweep.count(sweep.values().size() - 1);
        if (workload != null && most > workload.fewShot().available()) {
            refuse(
                    Examples.inWords(workload.fewShot().available()),
                    "workload: { examples: FILE } with at least %d".formatted(most));
        }
        for (Arm arm : arms) {
            if (arm.adaptation().shots().isPresent()) {
                refuse("the arm '%s' has its own 'shots'".formatted(arm.name()), "no 'shots' in any arm");
            }
        }
    }

    /** A sweep that needs prompts of its own was met by others. */
    void needsSynthetic() {
        if (sweep.quantity() == Sweep.Quantity.INPUT_TOKENS) {
            refuse("a sweep over inputTokens needs synthetic prompts", "workload: { synthetic: { prompts: 20 } }");
        }
    }

    private void refuse(String message, String expected) {
        (map.has(key) ? map : scenario).reportKey(map.has(key) ? key : "sweep", message, expected, null);
    }
}
