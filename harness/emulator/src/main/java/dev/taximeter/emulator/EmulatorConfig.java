package dev.taximeter.emulator;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything an emulator needs to know. Its JSON is what {@link EmulatorMain} reads.
 *
 * @param seed of every draw: the same seed plays the same delays, faults and answers
 * @param mounts the emulated vendors, at least one, names unique
 * @param answers text of an utterance to its right label, or to the JSON object that is the right answer; empty when
 *     nothing is known
 * @param labels every label; wrong answers are drawn from it. At least two when {@code answers} has
 *     any
 */
public record EmulatorConfig(long seed, List<Mount> mounts, Map<String, String> answers, List<String> labels) {

    /** @throws IllegalArgumentException if mounts are missing or share a name, or labels are too few */
    public EmulatorConfig {
        mounts = List.copyOf(mounts);
        answers = Map.copyOf(answers);
        labels = List.copyOf(labels);
        if (mounts.isEmpty()) {
            throw new IllegalArgumentException("an emulator needs at least one mount");
        }
        Set<String> names = new HashSet<>();
        for (Mount mount : mounts) {
            if (!names.add(mount.name())) {
                throw new IllegalArgumentException("two mounts are named \"" + mount.name() + "\"");
            }
        }
        boolean labelled = answers.values().stream().anyMatch(answer -> !answer.startsWith("{"));
        if (labelled && labels.stream().distinct().count() < 2) {
            throw new IllegalArgumentException("labelled utterances need at least two labels, to answer wrong with");
        }
    }

    /** @throws IllegalArgumentException if no mount has this name */
    public Mount mount(String name) {
        return mounts.stream()
                .filter(mount -> mount.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no emulated arm \"" + name + "\"; there are "
                        + mounts.stream().map(Mount::name).toList()));
    }

    /** On one line. */
    public String toJson() {
        return Json.MAPPER.writeValueAsString(this);
    }

    /** @throws IllegalArgumentException if it is not the JSON of a config; says where */
    public static EmulatorConfig fromJson(String json) {
        return Json.read(json, EmulatorConfig.class);
    }
}
