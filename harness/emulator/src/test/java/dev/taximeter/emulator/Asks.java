package dev.taximeter.emulator;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Asks for tests, as a wire would have read them. */
final class Asks {
    private Asks() {}

    static Ask of(String lastWords, OptionalInt maxTokens, AnswerForm form) throws Refused {
        return of("", lastWords, maxTokens, form);
    }

    static Ask of(String instructions, String lastWords, OptionalInt maxTokens, AnswerForm form) throws Refused {
        return new Ask(
                "v1/chat/completions",
                Body.parse("{}".getBytes(StandardCharsets.UTF_8)),
                "m-1",
                instructions,
                instructions + "\n" + lastWords,
                lastWords,
                10,
                maxTokens,
                form,
                true,
                true,
                false);
    }
}
