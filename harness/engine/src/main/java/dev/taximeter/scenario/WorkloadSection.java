package dev.taximeter.scenario;

import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Arm;
import dev.taximeter.model.Conversation;
import dev.taximeter.model.FewShot;
import dev.taximeter.model.Instructions;
import dev.taximeter.model.JsonForm;
import dev.taximeter.model.JsonShape;
import dev.taximeter.model.Knowledge;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Message;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.model.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code workload} and the data that it names. */
final class WorkloadSection {
    private static final Kind<Task> TASK = Kinds.word(List.of(
            Task.INTENT,
            Task.ENTITIES,
            Task.GENERATE,
            Task.KNOWLEDGE,
            Task.CHAT,
            Task.COMPLETION,
            Task.CONVERSATION,
            Task.JSON,
            Task.EMBED,
            Task.CLARITY));
    static final Kind<JsonForm> FORMAT = Kinds.word(List.of(JsonForm.values()));
    /** Keys that mean nothing for a task; what feeds it is looked at where that is read. */
    private static final Map<Task, List<String>> NOT_WITH = Map.of(
            Task.INTENT, List.of("template", "synthetic", "examples", "exactLength", "stop"),
            Task.ENTITIES, List.of("cases", "template", "synthetic", "examples", "exactLength", "stop"),
            Task.GENERATE, List.of("cases", "template", "synthetic", "examples", "shots", "exactLength", "stop"),
            Task.KNOWLEDGE, List.of("synthetic", "examples", "shots", "cases"),
            Task.COMPLETION, List.of("instructions", "examples", "shots", "cases"),
            Task.CONVERSATION, List.of("synthetic", "examples", "shots", "cases"),
            Task.JSON, List.of("synthetic"),
            Task.EMBED, VectorWorkloads.NOT_WITH_EMBED,
            Task.CLARITY, VectorWorkloads.NOT_WITH_CLARITY);

    private static final Kind<Integer> TOKENS = Kinds.count("a number of tokens from 1 to 1000000", 1, 1_000_000);
    private static final int INTENT_TOKENS = 16;
    private static final int ENTITY_TOKENS = 256;
    private static final int GENERATE_TOKENS = 512;
    private static final Kind<Integer> UTTERANCES = Kinds.count("a number of utterances from 1 to 100", 1, 100);
    private static final int CHAT_TOKENS = 128;
    private static final int JSON_TOKENS = 256;

    private final SourceFile source;
    private final LoadOptions options;
    private final PromptSource prompts;

    WorkloadSection(SourceFile source, LoadOptions options, @Nullable SweepSection sweep) {
        this.source = source;
        this.options = options;
        this.prompts = new PromptSource(source, options, sweep);
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
        VectorWorkloads.requireFittingArms(map, task, arms);
        for (String key : NOT_WITH.getOrDefault(task, List.of())) {
            if (map.has(key)) {
                String message = "'%s' does not go with task %s".formatted(key, nameOf(task));
                map.reportKey(key, message, "no such key", null);
            }
        }
        if (task != Task.JSON) {
            onlyForJson(map, arms);
        }
        onlyWith(map, Task.GENERATE, task, List.of("utterances", "languages"));
        onlyWith(map, Task.KNOWLEDGE, task, List.of("passages", "retrieve"));
        return switch (task) {
            case GENERATE -> generate(map, arms, seed);
            case KNOWLEDGE -> knowledge(map, arms, seed);
            case CHAT, COMPLETION, CONVERSATION -> words(map, task, null, arms, seed);
            case INTENT -> intent(map, arms, seed);
            case ENTITIES -> entities(map, arms, seed);
            case JSON -> json(map, arms, seed);
            case EMBED -> {
                refuseData(map, task);
                yield VectorWorkloads.embed(prompts.prompts(map, task).prompts(), PromptSource.cache(map));
            }
            case CLARITY -> {
                refusePrompts(map, task);
                yield VectorWorkloads.clarity(prompts.wholeData(map));
            }
        };
    }

    private static void onlyForJson(YamlMap map, List<Arm> arms) {
        for (String key : List.of("schema", "format")) {
            if (map.has(key)) {
                map.reportKey(key, "'%s' goes with task json alone".formatted(key), "task: json", null);
            }
        }
        arms.stream().filter(arm -> arm.adaptation().form() != null).forEach(arm -> {
            String message = "arm '%s' has a 'format', which goes with task json alone".formatted(arm.name());
            map.report("task", message, "task: json", null);
        });
    }

    private Workload json(YamlMap map, List<Arm> arms, long seed) throws IOException {
        Path file = map.required("schema", InputPaths.inside(source.folder(), "schemas/booking.schema.json"));
        JsonShape json = file == null ? null : JsonSchemaFile.read(file, source.problems());
        Workload asked = words(map, Task.JSON, json, arms, seed);
        JsonForm form = map.optional("format", FORMAT, JsonForm.PROMPT);
        JsonForms.check(map, arms, form);
        return json == null ? asked : asked.judgedBy(json, form);
    }

    private void refuseData(YamlMap map, Task task) {
        if (map.has("data") || options.data() != null) {
            String message = "a data set does not go with task " + nameOf(task);
            map.reportKey("data", message, "prompts: FILE, or task: intent", null);
        }
    }

    static String nameOf(Task task) {
        return task.name().toLowerCase(Locale.ROOT);
    }

    private Workload words(YamlMap map, Task task, @Nullable JsonShape json, List<Arm> arms, long seed)
            throws IOException {
        refuseData(map, task);
        refuseNlu(map, task, arms);
        PromptFile asked = map.has("synthetic") && task != Task.CONVERSATION && task != Task.JSON
                ? new PromptFile(prompts.synthetic(map, seed), List.of())
                : map.has("cases")
                        ? new PromptFile(prompts.cases(map, task, json), List.of())
                        : prompts.prompts(map, task);
        if (task == Task.JSON) {
            requireObjects(map, asked.prompts());
        }
        Instructions instructions = task == Task.KNOWLEDGE
                ? Instructions.inline(DefaultInstructions.KNOWLEDGE)
                : json == null ? Instructions.NONE : Instructions.inline(DefaultInstructions.forJson(json));
        DataSet data = new DataSet(List.of(), asked.prompts(), List.of());
        return workload(
                map,
                task,
                instructions,
                data,
                asked.conversations(),
                Examples.fewShot(map, arms, prompts.examples(map)),
                task == Task.JSON ? JSON_TOKENS : CHAT_TOKENS);
    }

    private static void refuseNlu(YamlMap map, Task task, List<Arm> arms) {
        if (hasNlu(arms)) {
            String cannot = task == Task.CHAT ? "chat" : "take task " + nameOf(task);
            map.report("task", "an arm of provider nlu cannot " + cannot, "task: intent", null);
        }
    }

    private static void requireObjects(YamlMap map, List<Prompt> prompts) {
        for (Prompt prompt : prompts) {
            if (prompt.expected() != null && !SchemaFields.isObject(prompt.expected())) {
                String message = "what is expected of the prompt '%s' is no JSON object".formatted(prompt.id());
                map.report("prompts", message, "an object such as {\"city\": \"Oslo\"}", null);
            }
        }
    }

    private Workload intent(YamlMap map, List<Arm> arms, long seed) throws IOException {
        refusePrompts(map, Task.INTENT);
        DataSet data = map.has("cases") ? ofCases(prompts.cases(map, Task.INTENT, null)) : prompts.data(map, seed);
        requireTraining(map, data, arms);
        Instructions instructions = Instructions.inline(DefaultInstructions.forIntents(data.intents()));
        FewShot fewShot = Examples.fewShot(map, arms, Examples.of(data.training(), LabelledUtterance::intent, seed));
        return workload(map, Task.INTENT, instructions, data, List.of(), fewShot, INTENT_TOKENS);
    }

    private Workload entities(YamlMap map, List<Arm> arms, long seed) throws IOException {
        refusePrompts(map, Task.ENTITIES);
        DataSet data = prompts.data(map, seed);
        requireTraining(map, data, arms);
        DataSet known = data.ofEntities();
        if (!known.prompts().isEmpty() && known.intents().isEmpty()) {
            map.report("data", "no entity is marked in the data", "a column or field 'entities'", null);
        }
        for (Arm arm : arms) {
            if (arm.target() instanceof Target.Hybrid) {
                map.report(
                        "task",
                        "arm '%s' is a hybrid, and nothing says how sure a local model is of its entities"
                                .formatted(arm.name()),
                        "task: intent",
                        null);
            }
        }
        Instructions instructions = Instructions.inline(EntityAnswers.instructionsFor(known.intents()));
        List<Message> examples =
                Examples.of(known.training(), one -> EntityAnswers.of(one.text(), one.entities()), seed);
        return workload(
                map,
                Task.ENTITIES,
                instructions,
                known,
                List.of(),
                Examples.fewShot(map, arms, examples),
                ENTITY_TOKENS);
    }

    /** One prompt for each intent and language. */
    private Workload generate(YamlMap map, List<Arm> arms, long seed) throws IOException {
        refusePrompts(map, Task.GENERATE);
        refuseNlu(map, Task.GENERATE, arms);
        DataSet data = prompts.data(map, seed);
        if (!data.prompts().isEmpty() && data.training().isEmpty()) {
            String message = "the data has nothing that the judging local model could learn from";
            map.report("data", message, "rows with split train", null);
        }
        int utterances = map.optional("utterances", UTTERANCES, 5);
        List<String> languages = map.optionalList("languages", Kinds.line("a language, such as German", 40));
        GenerationPrompts made =
                new GenerationPrompts(data, utterances, languages == null ? List.of("English") : languages, seed);
        return workload(
                        map,
                        Task.GENERATE,
                        Instructions.inline(GenerationPrompts.INSTRUCTIONS),
                        new DataSet(data.training(), made.prompts(), data.intents()),
                        List.of(),
                        FewShot.NONE,
                        GENERATE_TOKENS)
                .generating(made.generation());
    }

    /** Questions, and what they are answered from. */
    private Workload knowledge(YamlMap map, List<Arm> arms, long seed) throws IOException {
        Path file = map.required("passages", InputPaths.inside(source.folder(), "data/handbook.jsonl"));
        List<String> passages = file == null
                ? List.of()
                : PromptRows.read(file, false, null, source.problems()).prompts().stream()
                        .map(Prompt::text)
                        .toList();
        int retrieved = map.optional("retrieve", Kinds.count("a number of passages from 1 to 100", 1, 100), 3);
        return words(map, Task.KNOWLEDGE, null, arms, seed).answeredFrom(new Knowledge(passages, retrieved));
    }

    private static void onlyWith(YamlMap map, Task owner, Task task, List<String> keys) {
        for (String key : keys) {
            if (task != owner && map.has(key)) {
                String only = "task: " + nameOf(owner);
                map.reportKey(key, "'%s' goes with task %s alone".formatted(key, nameOf(owner)), only, null);
            }
        }
    }

    private static void refusePrompts(YamlMap map, Task task) {
        if (map.has("prompts")) {
            String message = "'prompts' does not go with task " + nameOf(task);
            map.reportKey("prompts", message, "data: FILE, or task: chat", null);
        }
    }

    private static void requireTraining(YamlMap map, DataSet data, List<Arm> arms) {
        if (!data.prompts().isEmpty() && data.training().isEmpty() && hasLearner(arms)) {
            String message = "the data has nothing that an arm of provider nlu could learn from";
            map.report("data", message, "rows with split train", null);
        }
    }

    /** Nothing to learn from. */
    private static DataSet ofCases(List<Prompt> cases) {
        List<String> intents = cases.stream()
                .map(Prompt::expected)
                .filter(Objects::nonNull)
                .filter(intent -> !intent.equals(LabelledUtterance.OUT_OF_SCOPE))
                .distinct()
                .sorted()
                .toList();
        return new DataSet(List.of(), cases, intents);
    }

    private Workload workload(
            YamlMap map,
            Task task,
            Instructions otherwise,
            DataSet data,
            List<Conversation> conversations,
            FewShot fewShot,
            int defaultTokens)
            throws IOException {
        Instructions given = new InstructionsKey(source).read(map);
        AnswerShape text = AnswerShape.text(map.optional("maxOutputTokens", TOKENS, defaultTokens));
        List<String> stop = map.optionalList("stop", Kinds.text("a text that ends the answer", 100));
        return new Workload(
                task,
                given == null ? otherwise : given,
                data.prompts(),
                data.training(),
                data.intents(),
                fewShot,
                conversations,
                null,
                null,
                null,
                new AnswerShape(
                        text.maxOutputTokens(),
                        map.optional("exactLength", Kinds.FLAG, false),
                        text.format(),
                        stop == null ? List.of() : stop),
                map.optional("stream", Kinds.FLAG, true),
                PromptSource.cache(map));
    }

    private static boolean hasNlu(List<Arm> arms) {
        return arms.stream().anyMatch(arm -> !arm.target().prompted());
    }

    private static boolean hasLearner(List<Arm> arms) {
        return arms.stream()
                .flatMap(arm -> arm.target().localModel().stream())
                .anyMatch(model -> model.savedModel() == null);
    }
}
