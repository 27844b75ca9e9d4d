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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code workload} and the data that it names. */
final class WorkloadSection {
    private static final Kind<Task> TASK = Kinds.choice(tasks());
    private static final Kind<CachePolicy> CACHE = Kinds.choice("bust", CachePolicy.BUST, "allow", CachePolicy.ALLOW);
    private static final Kind<String> INSTRUCTIONS = Kinds.text("a text", 100_000);
    private static final Kind<Integer> TOKENS = Kinds.count("a number of tokens from 1 to 1000000", 1, 1_000_000);
    private static final int INTENT_TOKENS = 16;
    private static final int CHAT_TOKENS = 128;

    private final SourceFile source;
    private final LoadOptions options;

    private static Map<String, Task> tasks() {
        Map<String, Task> tasks = new LinkedHashMap<>();
        tasks.put("intent", Task.INTENT);
        tasks.put("chat", Task.CHAT);
        tasks.put("embed", Task.EMBED);
        return tasks;
    }

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
        requireFittingArms(map, task, arms);
        return switch (task) {
            case CHAT -> chat(map, arms);
            case INTENT -> intent(map, arms, seed);
            case EMBED -> embed(map);
        };
    }

    /** Vectors are asked of those that make them, and words of the others. */
    private static void requireFittingArms(YamlMap map, Task task, List<Arm> arms) {
        for (Arm arm : arms) {
            boolean embeds =
                    arm.target() instanceof Target.Http http && http.dialect().embeds();
            if (embeds != (task == Task.EMBED)) {
                map.report(
                        "task",
                        embeds
                                ? "arm '%s' answers with vectors".formatted(arm.name())
                                : "arm '%s' makes no vectors".formatted(arm.name()),
                        embeds ? "task: embed" : "arms of provider openai with api: embeddings",
                        null);
            }
        }
    }

    /** Nothing is streamed, judged or instructed; the limit of the answer means nothing. */
    private Workload embed(YamlMap map) throws IOException {
        for (String key : List.of("instructions", "maxOutputTokens", "stream")) {
            if (map.has(key)) {
                map.reportKey(key, "'%s' does not go with task embed".formatted(key), "no such key", null);
            }
        }
        List<Prompt> prompts = prompts(map, "embed");
        return new Workload(
                Task.EMBED,
                "",
                prompts,
                List.of(),
                List.of(),
                AnswerShape.text(1),
                false,
                map.optional("cache", CACHE, CachePolicy.BUST));
    }

    private List<Prompt> prompts(YamlMap map, String task) throws IOException {
        if (map.has("data") || options.data() != null) {
            map.reportKey("data", "a data set does not go with task " + task, "prompts: FILE, or task: intent", null);
        }
        Path file = map.required("prompts", InputPaths.inside(source.folder(), "prompts/support.jsonl"));
        return file == null ? List.of() : ChatPrompts.read(file, source.problems());
    }

    private Workload chat(YamlMap map, List<Arm> arms) throws IOException {
        if (hasNlu(arms)) {
            map.report("task", "an arm of provider nlu cannot chat", "task: intent", null);
        }
        List<Prompt> prompts = prompts(map, "chat");
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
