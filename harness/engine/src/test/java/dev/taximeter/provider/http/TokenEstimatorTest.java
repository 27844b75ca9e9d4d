package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Prompt;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEstimatorTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-3.5-turbo,cl100k_base",
        "gpt-35-turbo,cl100k_base",
        "gpt-4,cl100k_base",
        "gpt-4-turbo,cl100k_base",
        "gpt-4o-mini,o200k_base",
        "gpt-4.1-nano,o200k_base",
        "gpt-5-mini,o200k_base",
        "o3-mini,o200k_base",
        "claude-instant-1,cl100k_base",
        "somebody-elses,cl100k_base",
    })
    void theVocabularyFollowsTheModel(String model, String vocabulary) {
        assertThat(TokenEstimator.forModel(model).vocabulary()).isEqualTo(vocabulary);
    }

    @Test
    void countsWhatTheVocabularyCounts() {
        TokenEstimator estimator = TokenEstimator.forModel("gpt-3.5-turbo");
        assertThat(estimator.tokens("")).isZero();
        assertThat(estimator.tokens("hello world")).isEqualTo(2);
        assertThat(estimator.tokens("tiktoken is great!")).isEqualTo(6);
        assertThat(estimator.tokens("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void aRequestCostsItsMessagesToo() {
        TokenEstimator estimator = TokenEstimator.forModel("gpt-3.5-turbo");
        assertThat(estimator.inputTokens("", "hello world")).isEqualTo(4 + 2 + 3);
        assertThat(estimator.usage(
                        new Call(0, "hello world", new Prompt("p", "hello world", null), 16, true, 1, 1), "hello"))
                .isEqualTo(new TokenUsage(4 + 2 + 4 + 2 + 3, 0, 0, 1, 0, true));
    }
}
