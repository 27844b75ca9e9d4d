package dev.taximeter.emulator;

import dev.taximeter.emulator.Completion.Finish;
import dev.taximeter.model.JsonFault;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving.Reasoning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one mount answers. Whether an utterance is answered right, or in good JSON, depends on seed, mount and utterance
 * alone: a model that does not know an answer does not know it the second time either. Thread-safe.
 */
final class Answers {
    /** A client may begin a prompt with a word in square brackets to get past the vendor's cache. */
    private static final Pattern CACHE_BUSTER = Pattern.compile("^\\[[^\\]\\s]{1,64}]\\s+");

    private static final String REFUSAL = "I'm sorry, but I can't help with that.";
    private static final String THOUGHT =
            "The user wants an answer. Let me see what was asked, what I know of it, and how to say it in few words.";

    private final Profile profile;
    private final Seed seed;
    private final Map<String, String> rightAnswers;
    private final List<String> labels;
    private final Tokens tokens;

    Answers(EmulatorConfig config, Mount mount, Tokens tokens) {
        this.profile = mount.profile();
        this.seed = new Seed(config.seed()).branch(mount.voice()).branch("answers");
        this.rightAnswers = config.answers();
        this.labels = config.labels().stream().distinct().toList();
        this.tokens = tokens;
    }

    /** What is said to an ask. */
    Answered to(Ask ask) {
        int limit = ask.maxTokens().orElse(Integer.MAX_VALUE);
        Optional<JsonNode> json = json(ask);
        if (json.isPresent()) {
            JsonFault fault = jsonFault(ask);
            String text = fault == null
                    ? json.get().toString()
                    : JsonDamage.apply(fault, json.get(), required(ask.form()), random(ask, "damage"));
            return new Answered(tokens.cut(text, profile.tokensPerFrame(), limit), fault);
        }
        Optional<String> label = label(ask.lastWords());
        if (label.isPresent()) {
            return new Answered(tokens.cut(label.get(), profile.tokensPerFrame(), limit), null);
        }
        Completion reply = ask.maxTokens().isPresent()
                ? tokens.fill(profile.reply(), profile.tokensPerFrame(), limit)
                : tokens.cut(profile.reply(), profile.tokensPerFrame(), limit);
        return new Answered(reply, null);
    }

    /** What a model says that declines. */
    Completion refusal(OptionalInt maxTokens) {
        return tokens.cut(REFUSAL, profile.tokensPerFrame(), maxTokens.orElse(Integer.MAX_VALUE))
                .finishing(Finish.REFUSED);
    }

    /** What is thought before. */
    List<Piece> thoughts() {
        Reasoning reasoning = profile.serving().reasoning();
        return reasoning == null
                ? List.of()
                : tokens.fill(THOUGHT, profile.tokensPerFrame(), reasoning.tokens())
                        .pieces();
    }

    /** The label that this mount gives, right or wrong; empty when the utterance is not labelled. */
    Optional<String> label(String lastWords) {
        String right = rightAnswers.get(lastWords);
        if (right != null) {
            return Optional.of(decide(lastWords, right));
        }
        String utterance = utterance(lastWords);
        return Optional.ofNullable(rightAnswers.get(utterance)).map(label -> decide(utterance, label));
    }

    /** The JSON to be said; empty when the answer is to be text. */
    private Optional<JsonNode> json(Ask ask) {
        Optional<JsonNode> known = Optional.ofNullable(
                        rightAnswers.getOrDefault(ask.lastWords(), rightAnswers.get(utterance(ask.lastWords()))))
                .filter(Answers::isObject)
                .map(Json::leniently);
        if (known.isPresent()) {
            RandomGenerator random = random(ask, "accuracy");
            return random.nextDouble() < profile.accuracyRatio()
                    ? known
                    : known.map(right -> JsonDamage.differing(right, random));
        }
        return switch (ask.form()) {
            case AnswerForm.Text() -> Optional.empty();
            case AnswerForm.AnyJson() ->
                Optional.of(Json.object().put("answer", label(ask.lastWords()).orElse(profile.reply())));
            case AnswerForm.SchemaJson(JsonNode schema) -> Optional.of(instance(ask, schema));
            case AnswerForm.ToolCall(String _, JsonNode schema) -> Optional.of(instance(ask, schema));
        };
    }

    private JsonNode instance(Ask ask, JsonNode schema) {
        return JsonInstances.of(
                schema, random(ask, "json"), label(ask.lastWords()).orElse(null));
    }

    private @Nullable JsonFault jsonFault(Ask ask) {
        Map<JsonFault, Double> ratios = profile.jsonFaults().ratiosFor(ask.instructions());
        return Lots.draw(JsonFault.values(), ratios, random(ask, "json fault").nextDouble());
    }

    private RandomGenerator random(Ask ask, String what) {
        return seed.branch(utterance(ask.lastWords())).branch(what).random();
    }

    private String decide(String utterance, String right) {
        RandomGenerator random = seed.branch(utterance).random();
        if (random.nextDouble() < profile.accuracyRatio()) {
            return right;
        }
        List<String> wrong =
                labels.stream().filter(label -> !label.equals(right)).toList();
        return wrong.get(random.nextInt(wrong.size()));
    }

    private static String utterance(String lastWords) {
        return CACHE_BUSTER.matcher(lastWords).replaceFirst("");
    }

    private static boolean isObject(String text) {
        return text.startsWith("{") && Json.leniently(text).isObject();
    }

    private static List<String> required(AnswerForm form) {
        JsonNode schema = switch (form) {
            case AnswerForm.SchemaJson(JsonNode of) -> of;
            case AnswerForm.ToolCall(String _, JsonNode of) -> of;
            case AnswerForm.Text(), AnswerForm.AnyJson() -> Json.object();
        };
        List<String> names = new ArrayList<>();
        schema.path("required").forEach(name -> names.add(name.asString("")));
        return names;
    }

    /**
     * What is said, and how it was spoiled.
     *
     * @param jsonFault null when it was not
     */
    record Answered(Completion completion, @Nullable JsonFault jsonFault) {}
}
