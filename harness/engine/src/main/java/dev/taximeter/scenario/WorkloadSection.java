package dev.taximeter.scenario;

import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Arm;
import dev.taximeter.model.CachePolicy;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.model.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code workload} and the data that it names. */
final class WorkloadSection {
    private static final Kind<Task> TASK = Kinds.choice("intent", Task.INTENT, "chat", Task.CHAT);
    private static final Kind<CachePolicy> CACHE = Kinds.choice("bust", CachePolicy.BUST, "allow", CachePolicy.ALLOW);
    private static final Kind<String> INSTRUCTIONS = Kinds.text("a text", 100_000);
    private static final Kind<Integer> TOKENS = Kinds.count("a number of tokens from 1 to 1000000", 1, 1_000_000);
    private static final int INTENT_TOKENS = 16;
    private static final int CHAT_TOKENS = 128;

    private final SourceFile source;
    private final LoadOptions options;

    WorkloadSection(SourceFile source, LoadOptions options) {
        this.source = source;
        this.options = options;
    }

    /**
     * @param arms what will be asked
     * @param seed of a split, where the data has none
     * @return null when a problem was reported without which nothing can be made
     */
    @Nullable
    Workload read(YamlMap scenario, List<Arm> arms, long seed) throws IOException {
        YamlMap map = scenario.requiredMap("workload", Sections.WORKLOAD);
        Task task = map == null ? null : map.required("task", TASK);
        if (map == null || task == null) {
            return null;
        }
        return switch (task) {
            case CHAT -> chat(map, arms);
            case INTENT -> intent(map, arms, seed);
        };
    }

    private Workload chat(YamlMap map, List<Arm> arms) throws IOException {
        if (map.has("data") || options.data() != null) {
            map.reportKey("data", "a data set does not go with task chat", "prompts: FILE, or task: intent", null);
        }
        if (hasNlu(arms)) {
            map.report("task", "an arm of provider nlu cannot chat", "task: intent", null);
        }
        Path file = map.required("prompts", InputPaths.inside(source.folder(), "prompts/support.jsonl"));
        List<Prompt> prompts = file == null ? List.of() : ChatPrompts.read(file, source.problems());
        String instructions = map.optional("instructions", INSTRUCTIONS, "");
        return workload(map, Task.CHAT, instructions, new DataSet(List.of(), prompts, List.of()), CHAT_TOKENS);
    }

    private Workload intent(YamlMap map, List<Arm> arms, long seed) throws IOException {
        if (map.has("prompts")) {
            map.reportKey("prompts", "'prompts' does not go with task intent", "data: FILE, or task: chat", null);
        }
        DataSet data = data(map, seed);
        if (data != null && !data.prompts().isEmpty() && data.training().isEmpty() && hasNlu(arms)) {
            String message = "the data has nothing that an arm of provider nlu could learn from";
            map.report("data", message, "rows with split train", null);
        }
        DataSet known = data == null ? DataSet.EMPTY : data;
        String instructions = map.optional("instructions", INSTRUCTIONS, instructionsFor(known.intents()));
        return workload(map, Task.INTENT, instructions, known, INTENT_TOKENS);
    }

    private Workload workload(YamlMap map, Task task, String instructions, DataSet data, int defaultTokens) {
        return new Workload(
                task,
                instructions,
                data.prompts(),
                data.training(),
                data.intents(),
                AnswerShape.text(map.optional("maxOutputTokens", TOKENS, defaultTokens)),
                map.optional("stream", Kinds.FLAG, true),
                map.optional("cache", CACHE, CachePolicy.BUST));
    }

    private @Nullable DataSet data(YamlMap map, long seed) throws IOException {
        Path inScenario = map.optional("data", InputPaths.inside(source.folder(), "data/assistant.csv"));
        Path file = options.data() == null ? inScenario : options.data();
        if (file != null) {
            return DataSets.read(file, seed, source.problems());
        }
        if (!map.has("data") && !options.dataMayBeMissing()) {
            map.missing("data", "data: FILE here, or give --data FILE");
        }
        return DataSet.EMPTY;
    }

    private static boolean hasNlu(List<Arm> arms) {
        return arms.stream().anyMatch(arm -> arm.target() instanceof Target.LocalNlu);
    }

    /** The system prompt of language models when the scenario gives none. */
    static String instructionsFor(List<String> intents) {
        if (intents.isEmpty()) {
            return "";
        }
        return """
            You read what a user says and name the intent behind it. Reply with the name of exactly one intent from \
            the list below, or with %s when none of them fits. Reply with the name alone: no other word, no \
            punctuation, no explanation.

            Intents:
            %s
            """.formatted(LabelledUtterance.OUT_OF_SCOPE, String.join("\n", intents))
                .strip();
    }
}
