package dev.taximeter.provider.http;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.taximeter.model.Message;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts tokens without asking a server: exact for the text of OpenAI's models up to gpt-4o's family, a guess for all
 * others. Thread-safe. The vocabulary is loaded by the first count, which takes some 100 ms; never count in a timed
 * section.
 */
public final class TokenEstimator {
    private static final Pattern O200K_MODEL = Pattern.compile("(gpt-4o|gpt-4\\.1|gpt-5|chatgpt-4o|o\\d).*");
    /** Each message costs three tokens beside its role and content (OpenAI cookbook, "How to count tokens"). */
    private static final int TOKENS_PER_MESSAGE = 3 + 1;
    /** The start of the answer, which is counted as input (same source). */
    private static final int TOKENS_PER_ANSWER = 3;

    private final EncodingType type;
    private volatile @Nullable Encoding encoding;

    private TokenEstimator(EncodingType type) {
        this.type = type;
    }

    /** The vocabulary of this model: {@code o200k_base} for gpt-4o and later, {@code cl100k_base} for all others. */
    public static TokenEstimator forModel(String model) {
        return new TokenEstimator(
                O200K_MODEL.matcher(model).matches() ? EncodingType.O200K_BASE : EncodingType.CL100K_BASE);
    }

    /** Name of the vocabulary, e.g. {@code cl100k_base}. */
    public String vocabulary() {
        return type.getName();
    }

    /** Tokens of this text alone. */
    public long tokens(String text) {
        return encoding().countTokensOrdinary(text);
    }

    /**
     * Tokens of a request in chat form.
     *
     * @param instructions the system prompt; empty for none
     */
    public long inputTokens(String instructions, String prompt) {
        long system = instructions.isEmpty() ? 0 : TOKENS_PER_MESSAGE + tokens(instructions);
        return system + TOKENS_PER_MESSAGE + tokens(prompt) + TOKENS_PER_ANSWER;
    }

    /** The same with what was said before the prompt. */
    public long inputTokens(String instructions, List<Message> history, String prompt) {
        return inputTokens(instructions, prompt)
                + history.stream()
                        .mapToLong(turn -> TOKENS_PER_MESSAGE + tokens(turn.text()))
                        .sum();
    }

    /**
     * What a call used, flagged as estimated: nothing cached, nothing thought.
     *
     * @param answer the visible text; empty for none
     */
    TokenUsage usage(Call call, String answer) {
        long input =
                inputTokens(call.instructions(), call.history(), call.prompt().text());
        return new TokenUsage(input, 0, 0, tokens(answer), 0, true);
    }

    /**
     * What a request that is one text used, flagged as estimated.
     *
     * @param input the whole text that was sent
     * @param answer the text that came; empty for none
     */
    TokenUsage usage(String input, String answer) {
        return new TokenUsage(tokens(input), 0, 0, tokens(answer), 0, true);
    }

    private Encoding encoding() {
        Encoding loaded = encoding;
        return loaded != null ? loaded : load();
    }

    private synchronized Encoding load() {
        Encoding loaded = encoding;
        if (loaded == null) {
            loaded = Encodings.newLazyEncodingRegistry().getEncoding(type);
            encoding = loaded;
        }
        return loaded;
    }
}
