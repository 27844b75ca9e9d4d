package dev.taximeter.scenario;

import dev.taximeter.model.Generation;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Prompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the prompts that ask for new utterances: one for each intent and language, with a few examples. */
public final class GenerationPrompts {
    /** Utterances of the intent that a prompt shows, drawn by the seed. */
    private static final int SHOWN = 5;

    static final String INSTRUCTIONS = """
        You write utterances that people might say to an assistant, to train a model that tells their intent. You are told \
        an intent, a language, some examples and a number. Write that many new utterances of the intent in the language: \
        each unlike the examples and unlike one another, in words that people use. Reply with one JSON object and nothing \
        else: {"utterances": ["…", "…"]}
        """.strip();

    private final List<Prompt> prompts = new ArrayList<>();
    private final Map<String, Generation.Asked> asked = new LinkedHashMap<>();
    private final int utterances;

    GenerationPrompts(DataSet data, int utterances, List<String> languages, long seed) {
        this.utterances = utterances;
        Random random = new Random(seed);
        for (String intent : data.intents()) {
            List<String> training = new ArrayList<>(data.training().stream()
                    .filter(one -> one.intent().equals(intent))
                    .map(LabelledUtterance::text)
                    .toList());
            Collections.shuffle(training, random);
            List<String> shown = training.subList(0, Math.min(SHOWN, training.size()));
            List<String> heldOut = data.prompts().stream()
                    .filter(prompt -> Objects.equals(prompt.expected(), intent))
                    .map(Prompt::text)
                    .toList();
            for (String language : languages) {
                add(intent, language, shown, heldOut);
            }
        }
    }

    private void add(String intent, String language, List<String> shown, List<String> heldOut) {
        String id = String.format(Locale.ROOT, "g%04d", prompts.size() + 1);
        String text = "Intent: %s\nLanguage: %s\nExamples:\n%s\nNumber: %d"
                .formatted(intent, language, "- " + String.join("\n- ", shown), utterances);
        prompts.add(new Prompt(id, text, intent));
        asked.put(id, new Generation.Asked(language, shown, heldOut));
    }

    List<Prompt> prompts() {
        return prompts;
    }

    Generation generation() {
        return new Generation(utterances, asked);
    }

    /**
     * What an emulated model answers: as many as it was asked for of those that people said, as JSON. It knows no language
     * but theirs.
     */
    public static String answer(Generation generation, Generation.Asked asked) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode list = answer.putArray("utterances");
        asked.heldOut().stream().limit(generation.utterances()).forEach(list::add);
        return answer.toString();
    }
}
