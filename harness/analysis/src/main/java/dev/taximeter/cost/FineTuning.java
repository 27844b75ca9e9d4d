package dev.taximeter.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A model that was trained so that its prompts need no examples.
 *
 * @param training what the training cost once: billed tokens of all epochs × price; at least 0
 * @param perRequest mean cost of a request to it
 */
public record FineTuning(BigDecimal training, BigDecimal perRequest) {
    /**
     * After how many requests the training is paid back: training ÷ (cost of a request with examples − cost of one without),
     * rounded up; empty when a request saves nothing, so that it never is.
     */
    public Optional<BigDecimal> paidBackAfter(BigDecimal perRequestWithExamples) {
        BigDecimal saved = perRequestWithExamples.subtract(perRequest);
        return saved.signum() <= 0 ? Optional.empty() : Optional.of(training.divide(saved, 0, RoundingMode.CEILING));
    }
}
