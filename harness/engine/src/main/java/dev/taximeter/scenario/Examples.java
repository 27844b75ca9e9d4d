package dev.taximeter.scenario;

import dev.taximeter.model.Arm;
import dev.taximeter.model.FewShot;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Solved examples from labelled utterances. */
final class Examples {
    private Examples() {}

    /**
     * All of them, as a user's words and the model's right answer, in an order in which any beginning treats the intents alike:
     * round by round one of each, drawn by the seed.
     */
    static List<Message> of(List<LabelledUtterance> training, Function<LabelledUtterance, String> answer, long seed) {
        Random random = new Random(seed);
        TreeMap<String, List<LabelledUtterance>> byIntent = new TreeMap<>();
        training.forEach(one ->
                byIntent.computeIfAbsent(one.intent(), _ -> new ArrayList<>()).add(one));
        byIntent.values().forEach(ofOne -> Collections.shuffle(ofOne, random));
        List<Message> examples = new ArrayList<>();
        for (int round = 0; examples.size() < 2 * training.size(); round++) {
            int turn = round;
            List<LabelledUtterance> chosen = new ArrayList<>(byIntent.values().stream()
                    .filter(ofOne -> ofOne.size() > turn)
                    .map(ofOne -> ofOne.get(turn))
                    .toList());
            Collections.shuffle(chosen, random);
            chosen.stream()
                    .flatMap(one -> Stream.of(
                            new Message(Message.Role.USER, one.text()),
                            new Message(Message.Role.ASSISTANT, answer.apply(one))))
                    .forEach(examples::add);
        }
        return examples;
    }

    /** What is shown before each prompt; reported where the scenario or an arm wants more than there are. */
    static FewShot fewShot(YamlMap map, List<Arm> arms, List<Message> examples) {
        int shots = map.optional("shots", Kinds.count("a number of examples from 0 to 10000", 0, 10_000), 0);
        int available = examples.size() / 2;
        if (shots > available) {
            map.report("shots", inWords(available), "at most %d shots".formatted(available), null);
        }
        for (Arm arm : arms) {
            if (arm.adaptation().shots().orElse(0) > available) {
                String message = "%s, and the arm '%s' wants more".formatted(inWords(available), arm.name());
                map.report("examples", message, "at most %d shots".formatted(available), null);
            }
        }
        return new FewShot(examples, Math.min(shots, available));
    }

    /** How many there are, as a message says it. */
    static String inWords(int available) {
        return available == 0 ? "there are no examples" : "there are only %d examples".formatted(available);
    }
}
