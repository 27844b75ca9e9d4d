package dev.taximeter.scenario;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonFault;
import dev.taximeter.model.JsonFaults;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads what an emulated vendor does wrong, and how often. */
final class FaultSection {
    private FaultSection() {}

    /** {@code faults} by name, and {@code errors}, the short form of the usual ones. */
    static Map<InjectedFault, Double> faults(YamlMap profile) {
        Map<InjectedFault, Double> ratios = new EnumMap<>(InjectedFault.class);
        YamlMap errors = profile.optionalMap("errors", Sections.ERRORS);
        if (errors != null) {
            double server = errors.optional("server", Units.ratio(), 0.0);
            double rateLimited = errors.optional("rateLimited", Units.ratio(), 0.0);
            if (server + rateLimited > 1) {
                errors.report(
                        "rateLimited", "'server' and 'rateLimited' add up to more than 100%", "at most 100%", null);
            }
            ratios.put(InjectedFault.RATE_LIMITED, rateLimited);
            ratios.put(InjectedFault.SERVER_ERROR, server / 2);
            ratios.put(InjectedFault.OVERLOADED, server / 2);
        }
        YamlMap faults = profile.optionalMap("faults", Sections.FAULTS);
        if (faults != null) {
            for (InjectedFault fault : InjectedFault.values()) {
                ratios.merge(fault, faults.optional(fault.id(), Units.ratio(), 0.0), Double::sum);
            }
            atMostAll(profile, "faults", ratios);
        }
        ratios.values().removeIf(ratio -> ratio == 0);
        return ratios;
    }

    /** {@code json}: spoiled JSON, with rates of their own for versions of the prompt. */
    static JsonFaults jsonFaults(YamlMap profile) {
        YamlMap json = profile.optionalMap("json", Sections.JSON_FAULTS);
        if (json == null) {
            return JsonFaults.NONE;
        }
        Map<JsonFault, Double> ratios = ratios(profile, "json", json);
        List<JsonFaults.Version> versions = new ArrayList<>();
        YamlMap phrases = json.optionalOpen("versions");
        if (phrases != null) {
            for (String phrase : phrases.keys()) {
                YamlMap version = phrases.optionalMap(phrase, Sections.JSON_VERSION);
                if (version != null) {
                    versions.add(new JsonFaults.Version(phrase, ratios(phrases, phrase, version)));
                }
            }
        }
        return new JsonFaults(ratios, versions);
    }

    private static Map<JsonFault, Double> ratios(YamlMap parent, String key, YamlMap map) {
        Map<JsonFault, Double> ratios = new EnumMap<>(JsonFault.class);
        for (JsonFault fault : JsonFault.values()) {
            double ratio = map.optional(fault.id(), Units.ratio(), 0.0);
            if (ratio > 0) {
                ratios.put(fault, ratio);
            }
        }
        atMostAll(parent, key, ratios);
        return ratios;
    }

    private static void atMostAll(YamlMap parent, String key, Map<?, Double> ratios) {
        double sum = ratios.values().stream().mapToDouble(Double::doubleValue).sum();
        if (sum > 1 + 1e-9) {
            parent.report(key, "the shares of '%s' add up to more than 100%%".formatted(key), "at most 100%", null);
        }
    }
}
