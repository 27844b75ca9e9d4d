package dev.taximeter.scenario;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonFaults;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
        Delay ttft = Delays.required(map, "ttft");
        Delay gap = Delays.required(map, "gap");
        int tokensPerFrame = map.optional("tokensPerFrame", TOKENS, 1);
        int framesPerBurst = map.optional("framesPerBurst", FRAMES, 1);
        Serving serving = new ServingSection(map, dialect, ttft, gap).read();
        Map<InjectedFault, Double> faults = FaultSection.faults(map);
        JsonFaults jsonFaults = FaultSection.jsonFaults(map);
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
                faults,
                jsonFaults);
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
