package dev.taximeter.scenario;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonFaults;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import dev.taximeter.model.Serving.Stall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a profile file: how an emulated vendor behaves. */
final class ProfileSection {
    private static final Kind<Dialect> DIALECT = Kinds.choice(dialects());
    private static final Kind<String> DESCRIPTION = Kinds.line("one line such as OpenAI gpt-3.5-turbo, June 2023", 200);
    private static final Kind<String> SOURCE =
            Kinds.line("where the figures are from, with date and address, or \"assumption: …\"", 1_000);
    private static final Kind<String> REPLY = Kinds.text("a text to answer with", 20_000);
    private static final Kind<Integer> TOKENS = Kinds.count("a number of tokens from 1 to 1000", 1, 1_000);
    private static final Kind<Integer> FRAMES = Kinds.count("a number of frames from 1 to 10000", 1, 10_000);

    private final YamlMap map;

    private ProfileSection(YamlMap map) {
        this.map = map;
    }

    /** The profile; null when any problem was reported. */
    static @Nullable Profile read(Path file, Problems problems) throws IOException {
        SourceFile source = SourceFile.read(file, Limits.YAML_BYTES, Limits.YAML_PROBLEMS, problems);
        Node root = source == null ? null : YamlText.parse(source);
        YamlMap map = source == null || root == null ? null : YamlMap.root(source, root, Sections.PROFILE);
        return map == null ? null : new ProfileSection(map).profile(ScenarioLoader.nameOf(file));
    }

    private @Nullable Profile profile(String name) {
        map.required("profile", ScenarioLoader.VERSION);
        Dialect dialect = map.required("dialect", DIALECT);
        String description = map.required("description", DESCRIPTION);
        String source = map.required("source", SOURCE);
        Delay ttft = requiredDelay(map, "ttft");
        Delay gap = requiredDelay(map, "gap");
        int tokensPerFrame = map.optional("tokensPerFrame", TOKENS, 1);
        int framesPerBurst = map.optional("framesPerBurst", FRAMES, 1);
        Serving serving = serving();
        Map<InjectedFault, Double> errors = errors();
        Double accuracy = map.required("accuracy", Units.ratio());
        String reply = map.required("reply", REPLY);
        if (dialect == null
                || description == null
                || source == null
                || ttft == null
                || gap == null
                || accuracy == null
                || reply == null) {
            return null;
        }
        return new Profile(
                name,
                dialect,
                description,
                source,
                ttft,
                gap,
                tokensPerFrame,
                framesPerBurst,
                accuracy,
                reply,
                serving,
                errors,
                JsonFaults.NONE);
    }

    private Serving serving() {
        Serving plain = Serving.PLAIN;
        YamlMap stalls = map.optionalMap("stalls", Sections.STALLS);
        if (stalls == null) {
            return plain;
        }
        Double ratio = stalls.required("ratio", Units.ratio());
        Delay delay = requiredDelay(stalls, "delay");
        if (ratio == null || ratio == 0 || delay == null) {
            return plain;
        }
        return new Serving(
                plain.pools(),
                List.of(new Stall(Stall.Stage.BEFORE_FIRST_TOKEN, ratio, delay)),
                plain.prefillNanosPerToken(),
                plain.slots(),
                plain.drift(),
                plain.limits(),
                plain.cache(),
                plain.reasoning(),
                plain.https());
    }

    private Map<InjectedFault, Double> errors() {
        YamlMap errors = map.optionalMap("errors", Sections.ERRORS);
        if (errors == null) {
            return Map.of();
        }
        double server = errors.optional("server", Units.ratio(), 0.0);
        double rateLimited = errors.optional("rateLimited", Units.ratio(), 0.0);
        if (server + rateLimited > 1) {
            errors.report("rateLimited", "'server' and 'rateLimited' add up to more than 100%", "at most 100%", null);
        }
        return Map.of(
                InjectedFault.RATE_LIMITED,
                rateLimited,
                InjectedFault.SERVER_ERROR,
                server / 2,
                InjectedFault.OVERLOADED,
                server / 2);
    }

    private static @Nullable Delay requiredDelay(YamlMap parent, String key) {
        YamlMap delay = parent.requiredMap(key, Sections.DELAY);
        if (delay == null) {
            return null;
        }
        List<String> kinds = Sections.DELAY.keys().stream().filter(delay::has).toList();
        if (kinds.size() != 1) {
            String found = kinds.isEmpty() ? "says no delay" : "says " + String.join(" and ", kinds);
            parent.report(
                    key,
                    "'%s' %s".formatted(key, found),
                    "exactly one of " + String.join(", ", Sections.DELAY.keys()),
                    null);
            return null;
        }
        return switch (kinds.getFirst()) {
            case "constant" -> constant(delay);
            case "lognormal" -> lognormal(delay);
            default -> quantiles(delay);
        };
    }

    private static @Nullable Delay constant(YamlMap delay) {
        Long nanos = delay.required("constant", Units.duration(0, Units.HOUR));
        return nanos == null ? null : new Delay.Constant(nanos);
    }

    private static @Nullable Delay lognormal(YamlMap delay) {
        YamlMap shape = delay.requiredMap("lognormal", Sections.LOGNORMAL);
        if (shape == null) {
            return null;
        }
        Long min = shape.required("min", Units.duration(0, Units.HOUR));
        Long median = shape.required("median", Units.duration(0, Units.HOUR));
        Double sigma = shape.required("sigma", Kinds.positive("a number such as 0.6", 10));
        Long max = shape.required("max", Units.duration(0, Units.HOUR));
        if (min == null || median == null || sigma == null || max == null) {
            return null;
        }
        if (median <= min) {
            shape.report("median", "'median' is not above 'min'", "min < median <= max", null);
        } else if (max < median) {
            shape.report("max", "'max' is below 'median'", "min < median <= max", null);
        }
        return new Delay.Lognormal(min, median, sigma, max);
    }

    private static @Nullable Delay quantiles(YamlMap delay) {
        List<Long> nanos = delay.optionalList("quantiles", Units.duration(0, Units.HOUR));
        if (nanos == null) {
            return null;
        }
        boolean ascends = nanos.size() >= 2;
        for (int i = 1; i < nanos.size(); i++) {
            ascends &= nanos.get(i - 1) <= nanos.get(i);
        }
        if (!ascends) {
            delay.report(
                    "quantiles",
                    "'quantiles' does not ascend",
                    "at least two durations, each no shorter than the last",
                    null);
        }
        return new Delay.Quantiles(nanos);
    }

    private static Map<String, Dialect> dialects() {
        Map<String, Dialect> names = new LinkedHashMap<>();
        for (Dialect dialect : Dialect.values()) {
            names.put(spelled(dialect), dialect);
        }
        return names;
    }

    /** A dialect as files write it, e.g. {@code openai-chat}. */
    static String spelled(Dialect dialect) {
        return dialect.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
