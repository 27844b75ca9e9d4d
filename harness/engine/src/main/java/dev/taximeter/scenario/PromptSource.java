package dev.taximeter.scenario;

import dev.taximeter.model.CachePolicy;
import dev.taximeter.model.JsonShape;
import dev.taximeter.model.Message;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Sweep;
import dev.taximeter.model.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is asked, and shown before it, from the files and numbers that {@code workload} names. */
final class PromptSource {
    private static final Kind<CachePolicy> CACHE = Kinds.choice("bust", CachePolicy.BUST, "allow", CachePolicy.ALLOW);
    private static final Kind<String> TEMPLATE = Kinds.text("a text with {{column}} in it", 100_000);
    private static final Kind<Integer> SYNTHETIC_TOKENS = Kinds.count(
            "a number of tokens from %d to 1000000".formatted(SyntheticPrompts.FEWEST_TOKENS),
            SyntheticPrompts.FEWEST_TOKENS,
            1_000_000);

    private final SourceFile source;
    private final LoadOptions options;
    private final @Nullable SweepSection sweep;

    PromptSource(SourceFile source, LoadOptions options, @Nullable SweepSection sweep) {
        this.source = source;
        this.options = options;
        this.sweep = sweep;
    }

    /** Whether prompts may be found in a vendor's cache. */
    static CachePolicy cache(YamlMap map) {
        return map.optional("cache", CACHE, CachePolicy.BUST);
    }

    /** Test cases that somebody wrote as a table. */
    List<Prompt> cases(YamlMap map, Task task, @Nullable JsonShape json) throws IOException {
        for (String key : List.of("prompts", "template", "synthetic", "data")) {
            if (map.has(key)) {
                map.reportKey(key, "'%s' does not go with 'cases'".formatted(key), "one of the two", null);
            }
        }
        Path file = map.optional("cases", InputPaths.inside(source.folder(), "data/booking-cases.csv"));
        return file == null ? List.of() : TestCases.read(file, task, json, source.problems());
    }

    PromptFile prompts(YamlMap map, Task task) throws IOException {
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

    List<Prompt> synthetic(YamlMap map, long seed) {
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
        boolean bust = cache(map) == CachePolicy.BUST;
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

    List<Message> examples(YamlMap map) throws IOException {
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

    /** Labelled utterances, split; empty when there are none, which is reported where it has to be. */
    DataSet data(YamlMap map, long seed) throws IOException {
        Path file = dataFile(map);
        return file == null ? DataSet.EMPTY : DataSets.read(file, seed, source.problems());
    }

    /** The same, whole and only to be asked. */
    DataSet wholeData(YamlMap map) throws IOException {
        Path file = dataFile(map);
        return file == null ? DataSet.EMPTY : DataSets.readWhole(file, source.problems());
    }

    private @Nullable Path dataFile(YamlMap map) {
        Path inScenario = map.optional("data", InputPaths.inside(source.folder(), "data/assistant.csv"));
        Path file = options.data() == null ? inScenario : options.data();
        if (file == null && !map.has("data") && !options.dataMayBeMissing()) {
            map.missing("data", "data: FILE here, or give --data FILE");
        }
        return file;
    }
}
