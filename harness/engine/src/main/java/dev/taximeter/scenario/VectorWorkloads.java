package dev.taximeter.scenario;

import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Arm;
import dev.taximeter.model.CachePolicy;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.model.Workload;
import java.util.List;
import java.util.stream.Stream;

/** Workloads whose answers are vectors. Nothing is streamed or instructed, and the limit of the answer means nothing. */
final class VectorWorkloads {
    static final List<String> NOT_WITH_EMBED = List.of(
            "synthetic",
            "cases",
            "examples",
            "shots",
            "instructions",
            "maxOutputTokens",
            "exactLength",
            "stop",
            "stream");
    /** A word before the utterance would move its vector. */
    static final List<String> NOT_WITH_CLARITY = Stream.concat(NOT_WITH_EMBED.stream(), Stream.of("template", "cache"))
            .toList();

    private VectorWorkloads() {}

    /** Vectors are asked of those that make them, and words of the others; made-up vectors say nothing of intents. */
    static void requireFittingArms(YamlMap map, Task task, List<Arm> arms) {
        for (Arm arm : arms) {
            boolean embeddings =
                    arm.target() instanceof Target.Http http && http.dialect().embeds();
            boolean vectors = embeddings || arm.target() instanceof Target.LocalNlu;
            if (task.embeds() && !vectors) {
                map.report(
                        "task",
                        "arm '%s' makes no vectors".formatted(arm.name()),
                        "arms of provider openai with api: embeddings, or of provider nlu",
                        null);
            } else if (embeddings && !task.embeds()) {
                map.report("task", "arm '%s' answers with vectors".formatted(arm.name()), "task: embed", null);
            } else if (task == Task.CLARITY && arm.emulated()) {
                map.report(
                        "task",
                        "arm '%s' is emulated, and the emulator's vectors are made up".formatted(arm.name()),
                        "an arm of provider nlu, or a real endpoint",
                        null);
            }
        }
    }

    static Workload embed(List<Prompt> prompts, CachePolicy cache) {
        return asked(Task.EMBED, prompts, List.of(), cache);
    }

    static Workload clarity(DataSet data) {
        return asked(Task.CLARITY, data.prompts(), data.intents(), CachePolicy.ALLOW);
    }

    private static Workload asked(Task task, List<Prompt> prompts, List<String> intents, CachePolicy cache) {
        return new Workload(task, "", prompts, List.of(), intents, AnswerShape.text(1), false, cache);
    }
}
