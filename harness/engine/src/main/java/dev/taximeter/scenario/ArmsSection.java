package dev.taximeter.scenario;

import dev.taximeter.model.Adaptation;
import dev.taximeter.model.Arm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code arms}. */
final class ArmsSection {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Kind<String> LABEL = Kinds.line("a short text such as Azure ChatGPT", 80);

    private static final Kind<Integer> SHOTS = Kinds.count("a number of examples from 0 to 10000", 0, 10_000);
    private static final Kind<Long> TRAINING =
            Kinds.integer("tokens that the fine-tuning was billed for, all epochs", 1, 1_000_000_000_000L);

    private final HttpArms http;
    private final NluArms nlu;
    private final InstructionsKey instructions;

    ArmsSection(SourceFile source, boolean emulated) {
        this.http = new HttpArms(source, emulated);
        this.nlu = new NluArms(source);
        this.instructions = new InstructionsKey(source);
    }

    /** The arms that are valid; fewer than there are when problems were reported. */
    List<Arm> read(YamlMap scenario) throws IOException {
        YamlMap map = scenario.requiredNames("arms", "a mapping of names to arms, at least one");
        List<Arm> arms = new ArrayList<>();
        if (map == null) {
            return arms;
        }
        if (map.keys().isEmpty() || map.keys().size() > Limits.ARMS) {
            String count = map.keys().isEmpty()
                    ? "'arms' is empty"
                    : "there are %d arms".formatted(map.keys().size());
            scenario.report("arms", count, "one to %d arms".formatted(Limits.ARMS), null);
            return arms;
        }
        Map<String, YamlMap> hybrids = new LinkedHashMap<>();
        Map<String, Arm> others = new LinkedHashMap<>();
        for (String name : map.keys()) {
            Arm arm = arm(map, name, hybrids);
            if (arm != null) {
                others.put(name, arm);
            }
        }
        HybridArms mixed = new HybridArms(others, map.keys(), hybrids.keySet());
        for (String name : map.keys()) {
            YamlMap hybrid = hybrids.get(name);
            Arm arm =
                    hybrid == null ? others.get(name) : mixed.read(hybrid, name, hybrid.optional("label", LABEL, name));
            if (arm != null) {
                arms.add(arm);
            }
        }
        return arms;
    }

    /** @param hybrids gets those that are mixed of others, which have to be read first */
    private @Nullable Arm arm(YamlMap arms, String name, Map<String, YamlMap> hybrids) throws IOException {
        if (!NAME.matcher(name).matches()) {
            String expected = "up to 64 letters, digits, dots, dashes and underscores";
            arms.reportKey(name, "%s cannot be an arm's name".formatted(YamlMap.show(name)), expected, null);
        }
        YamlMap arm = arms.optionalOpen(name);
        if (arm == null) {
            return null;
        }
        ProviderName provider = arm.required("provider", ProviderName.KIND);
        if (provider == null) {
            arm.restrict(Sections.ARM, Sections.ARM, "an arm");
            return null;
        }
        Section section = provider.section();
        arm.restrict(section, Sections.ARM, "provider " + section.name());
        if (provider == ProviderName.HYBRID) {
            hybrids.put(name, arm);
            return null;
        }
        Arm read = read(arm, name, arm.optional("label", LABEL, name), provider);
        return read == null || !read.target().prompted() ? read : read.adapted(adaptation(arm));
    }

    private Adaptation adaptation(YamlMap arm) throws IOException {
        Integer shots = arm.optional("shots", SHOTS);
        Long training = arm.optional("trainingTokens", TRAINING);
        return new Adaptation(
                instructions.read(arm),
                shots == null ? OptionalInt.empty() : OptionalInt.of(shots),
                arm.optional("format", WorkloadSection.FORMAT),
                training == null ? OptionalLong.empty() : OptionalLong.of(training));
    }

    private @Nullable Arm read(YamlMap arm, String name, String label, ProviderName provider) throws IOException {
        return switch (provider) {
            case OPENAI -> http.openAi(arm, name, label);
            case AZURE_OPENAI -> http.azure(arm, name, label);
            case ANTHROPIC -> http.anthropic(arm, name, label);
            case VLLM -> http.vllm(arm, name, label);
            case TGI -> http.tgi(arm, name, label);
            case LLAMA_CPP -> http.llamaCpp(arm, name, label);
            case OLLAMA -> http.ollama(arm, name, label);
            case GEMINI -> http.gemini(arm, name, label);
            case BEDROCK -> http.bedrock(arm, name, label);
            case HYBRID -> throw new IllegalArgumentException("a hybrid is read after the others: " + name);
            case NLU -> nlu.inProcess(arm, name, label);
            case NLU_REDIS -> nlu.redis(arm, name, label);
            case NLU_PUBSUB -> nlu.pubSub(arm, name, label);
            case NLU_HTTP -> nlu.http(arm, name, label);
        };
    }
}
