package dev.taximeter.model;

import java.util.List;
import java.util.Map;

/**
 * How often an emulated model spoils JSON.
 *
 * @param ratios share of answers that were to be JSON, 0..1, by fault; together at most 1
 * @param versions rates of their own for some prompts, the first that fits counts; empty when all prompts are alike
 */
public record JsonFaults(Map<JsonFault, Double> ratios, List<Version> versions) {
    /** Never. */
    public static final JsonFaults NONE = new JsonFaults(Map.of(), List.of());

    public JsonFaults {
        ratios = Map.copyOf(ratios);
        versions = List.copyOf(versions);
    }

    /** The rates that hold under these instructions. */
    public Map<JsonFault, Double> ratiosFor(String instructions) {
        return versions.stream()
                .filter(version -> instructions.contains(version.phrase()))
                .findFirst()
                .map(Version::ratios)
                .orElse(ratios);
    }

    /**
     * The rates of one version of a prompt.
     *
     * @param phrase instructions that contain it are of this version
     * @param ratios as above
     */
    public record Version(String phrase, Map<JsonFault, Double> ratios) {
        public Version {
            ratios = Map.copyOf(ratios);
        }
    }
}
