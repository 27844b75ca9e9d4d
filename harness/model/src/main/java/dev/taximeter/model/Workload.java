package dev.taximeter.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is sent.
 *
 * @param task what is asked
 * @param instructions the system prompt of language models behind HTTP, unless their arm has its own. Local models do not
 *     see it
 * @param prompts what is asked, at least one
 * @param training labelled utterances that a local model learns from before the run; empty when no arm needs them
 * @param intents names of the intents, or for {@link Task#ENTITIES} of the types of entities, sorted; empty for other tasks
 * @param fewShot solved examples that language models are shown before each prompt
 * @param conversations how the prompts form conversations; empty unless the task is {@link Task#CONVERSATION}
 * @param json what every answer is judged by; null unless the task is {@link Task#JSON}
 * @param generation what is asked for; null unless the task is {@link Task#GENERATE}
 * @param knowledge what is answered from; null unless the task is {@link Task#KNOWLEDGE}
 * @param answer what is asked of every answer beside its content
 * @param stream whether answers are streamed
 * @param cache whether prompts may hit the vendor's cache
 */
public record Workload(
        Task task,
        Instructions instructions,
        List<Prompt> prompts,
        List<LabelledUtterance> training,
        List<String> intents,
        FewShot fewShot,
        List<Conversation> conversations,
        @Nullable JsonShape json,
        @Nullable Generation generation,
        @Nullable Knowledge knowledge,
        AnswerShape answer,
        boolean stream,
        CachePolicy cache) {
    public Workload {
        prompts = List.copyOf(prompts);
        training = List.copyOf(training);
        intents = List.copyOf(intents);
        conversations = List.copyOf(conversations);
    }

    /** The same, in which utterances are generated. */
    public Workload generating(Generation wanted) {
        return new Workload(
                task,
                instructions,
                prompts,
                training,
                intents,
                fewShot,
                conversations,
                json,
                wanted,
                knowledge,
                answer,
                stream,
                cache);
    }

    /** The same, answered from this. */
    public Workload answeredFrom(Knowledge base) {
        return new Workload(
                task,
                instructions,
                prompts,
                training,
                intents,
                fewShot,
                conversations,
                json,
                generation,
                base,
                answer,
                stream,
                cache);
    }

    /** Single prompts without solved examples, whose answers need not be JSON, under instructions without a name. */
    public Workload(
            Task task,
            String instructions,
            List<Prompt> prompts,
            List<LabelledUtterance> training,
            List<String> intents,
            AnswerShape answer,
            boolean stream,
            CachePolicy cache) {
        this(
                task,
                Instructions.inline(instructions),
                prompts,
                training,
                intents,
                FewShot.NONE,
                List.of(),
                null,
                null,
                null,
                answer,
                stream,
                cache);
    }

    /** The same for answers that have to be JSON, asked for in this form. */
    public Workload judgedBy(JsonShape shape, JsonForm form) {
        return new Workload(
                task,
                instructions,
                prompts,
                training,
                intents,
                fewShot,
                conversations,
                shape,
                generation,
                knowledge,
                answer.in(shape.in(form)),
                stream,
                cache);
    }

    /** The same with other prompts. */
    public Workload withPrompts(List<Prompt> newPrompts) {
        return new Workload(
                task,
                instructions,
                newPrompts,
                training,
                intents,
                fewShot,
                conversations,
                json,
                generation,
                knowledge,
                answer,
                stream,
                cache);
    }

    /** Limit of an answer, in tokens, at least 1. */
    public int maxOutputTokens() {
        return answer.maxOutputTokens();
    }

    /** The prompt with this id, or empty. Linear: build a map where many are looked up. */
    public Optional<Prompt> prompt(String id) {
        return prompts.stream().filter(prompt -> prompt.id().equals(id)).findFirst();
    }
}
