package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.TokenUsage;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever a vendor counts where: the parts add up to its own total, or the figures are disputed. */
class UsageInvariantsTest {
    private static final int SEEDS = 300;

    /** Tokens as they were used, and a total that is off by so much. */
    private record Used(long uncached, long read, long written, long visible, long thought, long error) {
        static Used draw(RandomGenerator random) {
            return new Used(
                    random.nextInt(1, 2_000),
                    random.nextInt(0, 500),
                    random.nextInt(0, 500),
                    random.nextInt(0, 300),
                    random.nextInt(1, 300),
                    random.nextBoolean() ? 0 : random.nextInt(1, 9) + 1_000_000);
        }

        long input() {
            return uncached + read + written;
        }

        long output() {
            return visible + thought;
        }

        TokenUsage expected(long hourWrites) {
            return new TokenUsage(uncached, read, written, hourWrites, visible, thought, false, error != 0);
        }
    }

    private interface Body {
        String of(Used used);
    }

    @Test
    void chatCompletionsCountCacheAsInputAndThoughtsAsOutput() throws IOException {
        Body body = used -> """
            {"usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,\
            "prompt_tokens_details":{"cached_tokens":%d,"cache_write_tokens":%d},\
            "completion_tokens_details":{"reasoning_tokens":%d}}}\
            """.formatted(
                        used.input(),
                        used.output(),
                        used.input() + used.output() + used.error(),
                        used.read(),
                        used.written(),
                        used.thought());
        check(Dialect.OPENAI_CHAT, body);
        check(Dialect.AZURE_V1, body);
    }

    @Test
    void copiesThatCountThoughtsBesideTheOutputAreKnownByTheirTotal() throws IOException {
        check(Dialect.OPENAI_CHAT, used -> """
            {"usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,\
            "prompt_tokens_details":{"cached_tokens":%d,"cache_write_tokens":%d},\
            "completion_tokens_details":{"reasoning_tokens":%d}}}\
            """.formatted(
                        used.input(),
                        used.error() == 0 ? used.visible() : used.output(),
                        used.input() + used.output() + used.error(),
                        used.read(),
                        used.written(),
                        used.thought()));
    }

    @Test
    void responsesNameTheSameThingsOtherwise() throws IOException {
        check(Dialect.OPENAI_RESPONSES, used -> """
            {"status":"completed","usage":{"input_tokens":%d,"output_tokens":%d,"total_tokens":%d,\
            "input_tokens_details":{"cached_tokens":%d,"cache_write_tokens":%d},\
            "output_tokens_details":{"reasoning_tokens":%d}}}\
            """.formatted(
                        used.input(),
                        used.output(),
                        used.input() + used.output() + used.error(),
                        used.read(),
                        used.written(),
                        used.thought()));
    }

    @Test
    void anthropicCountsCacheBesideInputAndItsWritesTwice() throws IOException {
        check(
                Dialect.ANTHROPIC_MESSAGES,
                used -> """
                    {"usage":{"input_tokens":%d,"output_tokens":%d,"cache_read_input_tokens":%d,\
                    "cache_creation_input_tokens":%d,"cache_creation":\
                    {"ephemeral_5m_input_tokens":%d,"ephemeral_1h_input_tokens":%d},\
                    "output_tokens_details":{"thinking_tokens":%d}}}\
                    """.formatted(
                                used.uncached(),
                                used.output(),
                                used.read(),
                                used.written(),
                                used.written() / 2,
                                used.written() - used.written() / 2 + used.error(),
                                used.thought()),
                used -> Math.min(used.written(), used.written() - used.written() / 2 + used.error()));
    }

    @Test
    void vllmAndLlamaCppCountTheCacheAsInput() throws IOException {
        check(Dialect.VLLM_CHAT, used -> """
            {"usage":{"prompt_tokens":%d,"total_tokens":%d,"completion_tokens":%d,\
            "prompt_tokens_details":{"cached_tokens":%d,"cache_write_tokens":%d},\
            "completion_tokens_details":{"reasoning_tokens":%d}}}\
            """.formatted(
                        used.input(),
                        used.input() + used.output() + used.error(),
                        used.output(),
                        used.read(),
                        used.written(),
                        used.thought()));
        for (long seed = 0; seed < SEEDS; seed++) {
            Used used = Used.draw(new SplittableRandom(seed));
            long input = used.uncached() + used.read();
            TokenUsage usage = Frames.usage(
                    Dialect.LLAMA_CPP_CHAT,
                    "{\"usage\":{\"completion_tokens\":%d,\"prompt_tokens\":%d,\"total_tokens\":%d},\"timings\":{\"cache_n\":%d}}"
                            .formatted(used.visible(), input, input + used.visible() + used.error(), used.read()));
            assertThat(usage)
                    .as("seed %d", seed)
                    .isEqualTo(new TokenUsage(
                            used.uncached(), used.read(), 0, 0, used.visible(), 0, false, used.error() != 0));
        }
    }

    @Test
    void geminiCountsThoughtsBesideTheAnswerAndTheCacheInsideThePrompt() throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Used used = Used.draw(new SplittableRandom(seed));
            long prompt = used.uncached() + used.read();
            TokenUsage usage = Frames.usage(Dialect.GEMINI, """
                {"usageMetadata":{"promptTokenCount":%d,"candidatesTokenCount":%d,"thoughtsTokenCount":%d,\
                "toolUsePromptTokenCount":%d,"totalTokenCount":%d,"cachedContentTokenCount":%d}}\
                """.formatted(
                            prompt,
                            used.visible(),
                            used.thought(),
                            used.written(),
                            prompt + used.written() + used.output() + used.error(),
                            used.read()));
            assertThat(usage)
                    .as("seed %d", seed)
                    .isEqualTo(new TokenUsage(
                            used.uncached() + used.written(),
                            used.read(),
                            0,
                            0,
                            used.visible(),
                            used.thought(),
                            false,
                            used.error() != 0));
        }
    }

    @Test
    void bedrockCountsTheCacheBesideTheInputAndInTheSum() throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Used used = Used.draw(new SplittableRandom(seed));
            TokenUsage usage = Frames.usage(Dialect.BEDROCK_CONVERSE, """
                {"usage":{"inputTokens":%d,"outputTokens":%d,"totalTokens":%d,"cacheReadInputTokens":%d,\
                "cacheWriteInputTokens":%d}}\
                """.formatted(
                            used.uncached(),
                            used.output(),
                            used.input() + used.output() + used.error(),
                            used.read(),
                            used.written()));
            assertThat(usage)
                    .as("seed %d", seed)
                    .isEqualTo(new TokenUsage(
                            used.uncached(),
                            used.read(),
                            used.written(),
                            0,
                            used.output(),
                            0,
                            false,
                            used.error() != 0));
        }
    }

    @Test
    void anthropicTellsWhatItsCacheKeepsForAnHour() throws IOException {
        String usage = "{\"usage\":{\"input_tokens\":5,\"output_tokens\":2,\"cache_creation_input_tokens\":%d,"
                + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":100,\"ephemeral_1h_input_tokens\":400}}}";
        assertThat(Frames.usage(Dialect.ANTHROPIC_MESSAGES, usage.formatted(500)))
                .isEqualTo(new TokenUsage(5, 0, 500, 400, 2, 0, false, false));
        assertThat(Frames.usage(Dialect.ANTHROPIC_MESSAGES, usage.formatted(300)))
                .isEqualTo(new TokenUsage(5, 0, 300, 300, 2, 0, false, true));
    }

    @Test
    void partsThatAreLargerThanTheWholeAreDisputedAndNeverNegative() throws IOException {
        TokenUsage cache = Frames.usage(
                Dialect.OPENAI_CHAT,
                "{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":5}}}");
        assertThat(cache).isEqualTo(new TokenUsage(0, 3, 0, 0, 1, 0, false, true));
        TokenUsage thoughts = Frames.usage(
                Dialect.OPENAI_CHAT,
                "{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"completion_tokens_details\":{\"reasoning_tokens\":5}}}");
        assertThat(thoughts).isEqualTo(new TokenUsage(3, 0, 0, 0, 0, 1, false, true));
    }

    @Test
    void xaisRecordedFiguresAddUp() throws IOException {
        TokenUsage usage = Frames.usage(
                Dialect.OPENAI_CHAT,
                "{\"usage\":{\"prompt_tokens\":165,\"completion_tokens\":2,\"total_tokens\":296,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":129}}}");
        assertThat(usage).isEqualTo(new TokenUsage(165, 0, 0, 2, 129, false));
    }

    private static void check(Dialect dialect, Body body) throws IOException {
        check(dialect, body, _ -> 0);
    }

    private static void check(Dialect dialect, Body body, ToLongFunction<Used> hourWrites) throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Used used = Used.draw(new SplittableRandom(seed));
            assertThat(Frames.usage(dialect, body.of(used)))
                    .as("seed %d", seed)
                    .isEqualTo(used.expected(hourWrites.applyAsLong(used)));
        }
    }
}
