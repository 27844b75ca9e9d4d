package dev.taximeter.judge;

import dev.taximeter.model.Answer;
import dev.taximeter.model.Embedding;
import dev.taximeter.model.EntityJudgement;
import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.Generation;
import dev.taximeter.model.GenerationJudgement;
import dev.taximeter.model.JsonJudgement;
import dev.taximeter.model.JsonShape;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RetrievalJudgement;
import dev.taximeter.model.Soundness;
import dev.taximeter.model.Task;
import dev.taximeter.model.Workload;
import dev.taximeter.provider.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges answers. Immutable, thread-safe; meant to run after a call's last time is stamped.
 *
 * <p>{@link Task#INTENT}: the answer's label is the local model's own or is read from the text, see
 * {@link IntentReader}; it is right when it is the expected one, and an answer from which no intent can be read is
 * wrong. {@link Task#ENTITIES}: the answer is right when it names what is marked and nothing else, each as a whole; see
 * {@link EntityReader} for what is understood. {@link Task#GENERATE}: it is right when there are as many utterances as were
 * asked for, all distinct and all put into their intent by the local model. {@link Task#JSON}: every answer is judged by the schema; it is right when it is usable, at once or mended, and has the
 * expected members and the pattern. {@link Task#CLARITY}: no vector is right or wrong by itself; it is kept, to be weighed with
 * the others. All others: an answer is judged only when something is expected of it; it is right when it contains
 * that, in whatever case and spacing, and when a pattern that the prompt has is found in it.
 *
 * <p>The text of JSON that is not valid at once is kept, also when bodies are not stored: the run's error file needs it.
 */
public final class Judge {
    private static final int HASH_BYTES = 8;

    private final Task task;
    private final IntentReader intents;
    private final EntityReader entities;
    private final @Nullable JsonJudge jsonJudge;
    private final @Nullable GeneratedReader generated;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();
    private final boolean storeBodies;

    /**
     * @param intents the names that an answer may give, or the types of entities; out of scope is known without being named
     * @param storeBodies whether answers keep their text
     */
    public Judge(Task task, List<String> intents, boolean storeBodies) {
        this(task, intents, null, null, storeBodies);
    }

    private Judge(
            Task task,
            List<String> intents,
            @Nullable JsonShape json,
            @Nullable GeneratedReader generated,
            boolean storeBodies) {
        this.task = task;
        this.intents = new IntentReader(intents);
        this.entities = new EntityReader(intents);
        this.jsonJudge = json == null ? null : new JsonJudge(json);
        this.generated = generated;
        this.storeBodies = storeBodies;
    }

    /**
     * The judge of this workload's answers.
     *
     * @param intentOf where the local model puts an utterance; asked only about generated ones
     */
    public static Judge of(Workload workload, boolean storeBodies, UnaryOperator<String> intentOf) {
        Generation generation = workload.generation();
        return new Judge(
                workload.task(),
                workload.intents(),
                workload.json(),
                generation == null ? null : new GeneratedReader(generation, intentOf),
                storeBodies);
    }

    /** The judge of a workload in which nothing is generated. */
    public static Judge of(Workload workload, boolean storeBodies) {
        return of(workload, storeBodies, utterance -> utterance);
    }

    /** What the reply said, judged; null when no whole answer came. */
    public @Nullable Answer judge(Prompt prompt, Reply reply) {
        if (!reply.attempt().outcome().isOk()) {
            return null;
        }
        String text = reply.text();
        String label = switch (task) {
            case CHAT, COMPLETION, CONVERSATION, ENTITIES, GENERATE, KNOWLEDGE, JSON, EMBED, CLARITY -> null;
            case INTENT -> reply.label() != null ? reply.label() : intents.read(text);
        };
        JsonJudgement json = jsonJudge == null ? null : jsonJudge.judge(text, prompt.expected());
        EntityJudgement named = task == Task.ENTITIES ? named(prompt, reply) : null;
        GenerationJudgement made = generated == null ? null : generated.judge(prompt, text);
        boolean broken = json != null && json.soundness() != Soundness.VALID;
        return new Answer(
                storeBodies || broken ? text : null,
                text.length(),
                text.isEmpty() ? "" : hash(text),
                label,
                reply.confidence(),
                made != null
                        ? Boolean.valueOf(made.complete())
                        : named != null ? Boolean.valueOf(named.exact()) : isRight(prompt, text, label, json),
                prompt.expected(),
                json,
                named,
                made,
                retrieval(prompt, reply),
                task == Task.CLARITY ? Embedding.read(text).orElse(null) : null);
    }

    private static @Nullable RetrievalJudgement retrieval(Prompt prompt, Reply reply) {
        List<String> passages = reply.passages();
        if (passages == null) {
            return null;
        }
        String expected = prompt.expected();
        boolean found = expected != null
                && passages.stream().anyMatch(passage -> even(passage).contains(even(expected)));
        return new RetrievalJudgement(passages.size(), found);
    }

    private EntityJudgement named(Prompt prompt, Reply reply) {
        List<EntitySpan> found = reply.entities();
        return found == null
                ? entities.judge(prompt, reply.text())
                : new EntityJudgement(prompt.entities(), found, 0, 0, true);
    }

    /** Null when nothing is expected. */
    private @Nullable Boolean isRight(
            Prompt prompt, String text, @Nullable String label, @Nullable JsonJudgement json) {
        String expected = prompt.expected();
        String pattern = prompt.pattern();
        if (task.embeds() || (expected == null && pattern == null)) {
            return null;
        }
        boolean asExpected = switch (task) {
            case CHAT, COMPLETION, CONVERSATION, KNOWLEDGE ->
                expected == null || even(text).contains(even(expected));
            case EMBED, CLARITY, ENTITIES, GENERATE -> false;
            case INTENT -> expected == null || expected.equals(label);
            case JSON ->
                json != null && json.soundness().usable() && json.mismatches().isEmpty();
        };
        return asExpected
                && (pattern == null
                        || patterns.computeIfAbsent(pattern, Pattern::compile)
                                .matcher(text)
                                .find());
    }

    /** The same text in lower case, with single spaces. */
    static String even(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
