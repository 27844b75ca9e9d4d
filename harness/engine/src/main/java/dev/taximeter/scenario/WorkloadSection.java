package dev.taximeter.scenario;

import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Arm;
import dev.taximeter.model.CachePolicy;
import dev.taximeter.model.Conversation;
import dev.taximeter.model.FewShot;
import dev.taximeter.model.Instructions;
import dev.taximeter.model.JsonForm;
import dev.taximeter.model.JsonShape;
import dev.taximeter.model.Knowledge;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Message;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Sweep;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.model.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private static final Kind<CachePolicy> CACHE = Kinds.choice("bust", CachePolicy.BUST, "allow", CachePolicy.ALLOW);
    private static final Kind<String> TEMPLATE = Kinds.text("a text with {{column}} in it", 100_000);
    private static final Kind<Integer> SYNTHETIC_TOKENS = Kinds.count(
            "a number of tokens from %d to 1000000".formatted(SyntheticPrompts.FEWEST_TOKENS),
            SyntheticPrompts.FEWEST_TOKENS,
            1_000_000);
    private static final Kind<Integer> TOKENS = Kinds.count("a number of tokens from 1 to 1000000", 1, 1_000_000);
    private static final int INTENT_TOKENS = 16;
    private static final int ENTITY_TOKENS = 256;
    private static final int GENERATE_TOKENS = 512;
    private static final Kind<Integer> UTTERANCES = Kinds.count("a number of utterances from 1 to 100", 1, 100);
    private static final String KNOWLEDGE = """
        Answer the user's question from the passages below and from nothing else, in one or two sentences. When they do \
        not hold the answer, say that you do not know.\
        """;
    private static final int CHAT_TOKENS = 128;
    private static final int JSON_TOKENS = 256;

    private final SourceFile source;
    private final LoadOptions options;
    private final @Nullable SweepSection sweep;

    WorkloadSection(SourceFile source, LoadOptions options, @Nullable SweepSection sweep) {
        this.source = source;
        this.options = options;
        this.sweep = sweep;
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
                yield VectorWorkloads.embed(
                        prompts(map, task).prompts(), map.optional("cache", CACHE, CachePolicy.BUST));
            }
            case CLARITY -> {
                refusePrompts(map, task);
                Path file = dataFile(map);
                DataSet data = file == null ? null : DataSets.readWhole(file, source.problems());
                yield VectorWorkloads.clarity(data == null ? DataSet.EMPTY : data);
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
                ? new PromptFile(synthetic(map, seed), List.of())
                : map.has("cases") ? new PromptFile(cases(map, task, json), List.of()) : prompts(map, task);
        if (task == Task.JSON) {
            requireObjects(map, asked.prompts());
        }
        Instructions instructions = task == Task.KNOWLEDGE
                ? Instructions.inline(KNOWLEDGE)
                : json == null ? Instructions.NONE : Instructions.inline(instructionsFor(json));
        DataSet data = new DataSet(List.of(), asked.prompts(), List.of());
        return workload(
                map,
                task,
                instructions,
                data,
                asked.conversations(),
                fewShot(map, arms, examples(map)),
                task == Task.JSON ? JSON_TOKENS : CHAT_TOKENS);
    }

    private static void refuseNlu(YamlMap map, Task task, List<Arm> arms) {
        if (hasNlu(arms)) {
            String cannot = task == Task.CHAT ? "chat" : "take task " + nameOf(task);
            map.report("task", "an arm of provider nlu cannot " + cannot, "task: intent", null);
        }
    }

    /** Test cases that somebody wrote as a table. */
    private List<Prompt> cases(YamlMap map, Task task, @Nullable JsonShape json) throws IOException {
        for (String key : List.of("prompts", "template", "synthetic", "data")) {
            if (map.has(key)) {
                map.reportKey(key, "'%s' does not go with 'cases'".formatted(key), "one of the two", null);
            }
        }
        Path file = map.optional("cases", InputPaths.inside(source.folder(), "data/booking-cases.csv"));
        return file == null ? List.of() : TestCases.read(file, task, json, source.problems());
    }

    private static void requireObjects(YamlMap map, List<Prompt> prompts) {
        for (Prompt prompt : prompts) {
            if (prompt.expected() != null && !SchemaFields.isObject(prompt.expected())) {
                String message = "what is expected of the prompt '%s' is no JSON object".formatted(prompt.id());
                map.report("prompts", message, "an object such as {\"city\": \"Oslo\"}", null);
            }
        }
    }

    private PromptFile prompts(YamlMap map, Task task) throws IOException {
        if (sweep != null) {
            sweep.needsSynthetic();
        }
        Path file = map.required("prompts", InputPaths.inside(source.folder(), "prompts/support.jsonl"));
        String text = map.optional("template", TEMPLATE);
        Template template = text == null ? null : new Template(text);
        if (template != null) {
            template.mistakes()
                    .forEach(mistake -> map.report("template", mistake, "a text with {{column}} in it", null));
        }
        return file == null
                ? PromptFile.EMPTY
                : PromptRows.read(file, task == Task.CONVERSATION, template, source.problems());
    }

    private List<Prompt> synthetic(YamlMap map, long seed) {
        for (String key : List.of("prompts", "template")) {
            if (map.has(key)) {
                map.reportKey(key, "'%s' does not go with 'synthetic'".formatted(key), "one of the two", null);
            }
        }
        YamlMap made = map.requiredMap("synthetic", Sections.SYNTHETIC);
        if (made == null) {
            return List.of();
        }
        boolean swept = sweep != null && sweep.sweep().quantity() == Sweep.Quantity.INPUT_TOKENS;
        if (swept && made.has("inputTokens")) {
            made.reportKey("inputTokens", "'inputTokens' is what the sweep varies", "no 'inputTokens' here", null);
        }
        Integer tokens = swept ? null : made.required("inputTokens", SYNTHETIC_TOKENS);
        int each = made.optional("prompts", Kinds.count("a number of prompts from 1 to 1000", 1, 1_000), 20);
        String ask = made.optional("ask", Kinds.text("a text", 10_000), SyntheticPrompts.ASK);
        List<Integer> lengths = swept && sweep != null
                ? IntStream.range(0, sweep.sweep().values().size())
                        .mapToObj(sweep.sweep()::count)
                        .toList()
                : tokens == null ? List.of() : List.of(tokens);
        boolean bust = map.optional("cache", CACHE, CachePolicy.BUST) == CachePolicy.BUST;
        SyntheticPrompts prompts = new SyntheticPrompts(bust, ask, seed);
        int fewest = prompts.fewestTokens();
        if (lengths.stream().anyMatch(length -> length < fewest)) {
            made.report(
                    "ask",
                    "what is asked takes %d tokens".formatted(fewest),
                    "longer prompts, or a shorter 'ask'",
                    null);
            return List.of();
        }
        return prompts.make(lengths, each);
    }

    private List<Message> examples(YamlMap map) throws IOException {
        Path file = map.optional("examples", InputPaths.inside(source.folder(), "prompts/examples.jsonl"));
        if (file == null) {
            return List.of();
        }
        PromptFile read = PromptRows.read(file, false, null, source.problems());
        if (read.prompts().stream().anyMatch(prompt -> prompt.expected() == null)) {
            map.report("examples", "an example there has no 'expected'", "what the model should have answered", null);
        }
        return read.prompts().stream()
                .flatMap(prompt -> Stream.of(
                        new Message(Message.Role.USER, prompt.text()),
                        new Message(Message.Role.ASSISTANT, String.valueOf(prompt.expected()))))
                .toList();
    }

    private static FewShot fewShot(YamlMap map, List<Arm> arms, List<Message> examples) {
        int shots = map.optional("shots", Kinds.count("a number of examples from 0 to 10000", 0, 10_000), 0);
        int available = examples.size() / 2;
        if (shots > available) {
            map.report("shots", examples(available), "at most %d shots".formatted(available), null);
        }
        for (Arm arm : arms) {
            if (arm.adaptation().shots().orElse(0) > available) {
                String message = "%s, and the arm '%s' wants more".formatted(examples(available), arm.name());
                map.report("examples", message, "at most %d shots".formatted(available), null);
            }
        }
        return new FewShot(examples, Math.min(shots, available));
    }

    /** How many there are, as a message says it. */
    static String examples(int available) {
        return available == 0 ? "there are no examples" : "there are only %d examples".formatted(available);
    }

    private Workload intent(YamlMap map, List<Arm> arms, long seed) throws IOException {
        refusePrompts(map, Task.INTENT);
        DataSet data = map.has("cases") ? ofCases(cases(map, Task.INTENT, null)) : data(map, seed);
        requireTraining(map, data, arms);
        DataSet known = data == null ? DataSet.EMPTY : data;
        Instructions instructions = Instructions.inline(instructionsFor(known.intents()));
        FewShot fewShot = fewShot(map, arms, Examples.of(known.training(), LabelledUtterance::intent, seed));
        return workload(map, Task.INTENT, instructions, known, List.of(), fewShot, INTENT_TOKENS);
    }

    private Workload entities(YamlMap map, List<Arm> arms, long seed) throws IOException {
        refusePrompts(map, Task.ENTITIES);
        DataSet data = data(map, seed);
        requireTraining(map, data, arms);
        DataSet known = data == null ? DataSet.EMPTY : data.ofEntities();
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
                map, Task.ENTITIES, instructions, known, List.of(), fewShot(map, arms, examples), ENTITY_TOKENS);
    }

    /** One prompt for each intent and language. */
    private Workload generate(YamlMap map, List<Arm> arms, long seed) throws IOException {
        refusePrompts(map, Task.GENERATE);
        refuseNlu(map, Task.GENERATE, arms);
        DataSet data = data(map, seed);
        DataSet known = data == null ? DataSet.EMPTY : data;
        if (!known.prompts().isEmpty() && known.training().isEmpty()) {
            String message = "the data has nothing that the judging local model could learn from";
            map.report("data", message, "rows with split train", null);
        }
        int utterances = map.optional("utterances", UTTERANCES, 5);
        List<String> languages = map.optionalList("languages", Kinds.line("a language, such as German", 40));
        GenerationPrompts made =
                new GenerationPrompts(known, utterances, languages == null ? List.of("English") : languages, seed);
        return workload(
                        map,
                        Task.GENERATE,
                        Instructions.inline(GenerationPrompts.INSTRUCTIONS),
                        new DataSet(known.training(), made.prompts(), known.intents()),
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

    private static void requireTraining(YamlMap map, @Nullable DataSet data, List<Arm> arms) {
        if (data != null && !data.prompts().isEmpty() && data.training().isEmpty() && hasLearner(arms)) {
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
                map.optional("cache", CACHE, CachePolicy.BUST));
    }

    private @Nullable DataSet data(YamlMap map, long seed) throws IOException {
        Path file = dataFile(map);
        return file == null ? DataSet.EMPTY : DataSets.read(file, seed, source.problems());
    }

    /** Null, and reported where it has to be, when nobody names one. */
    private @Nullable Path dataFile(YamlMap map) {
        Path inScenario = map.optional("data", InputPaths.inside(source.folder(), "data/assistant.csv"));
        Path file = options.data() == null ? inScenario : options.data();
        if (file == null && !map.has("data") && !options.dataMayBeMissing()) {
            map.missing("data", "data: FILE here, or give --data FILE");
        }
        return file;
    }

    private static boolean hasNlu(List<Arm> arms) {
        return arms.stream().anyMatch(arm -> !arm.target().prompted());
    }

    private static boolean hasLearner(List<Arm> arms) {
        return arms.stream()
                .flatMap(arm -> arm.target().localModel().stream())
                .anyMatch(model -> model.savedModel() == null);
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

    /** The same for answers that have to be JSON. */
    static String instructionsFor(JsonShape json) {
        return """
            Answer with one JSON object and nothing else: no other word, no code fence, no comment. It has to be valid \
            against this JSON Schema:

            %s
            """.formatted(json.schema()).strip();
    }
}
