package dev.taximeter.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A model that was trained so that its prompts need no examples.
 *
 * @param training what the training cost once: billed tokens of all epochs × price; at least 0
 * @param perRequest mean cost of a request to it
 */
public record FineTuning(BigDecimal training, BigDecimal perRequest) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /**
     * The training and the requests of an arm; empty when it was not fine-tuned, or when its price book does not say what
     * that cost.
     *
     * @param tokens that its training was billed for
     */
    public static Optional<FineTuning> of(Cost cost, OptionalLong tokens) {
        if (!(cost instanceof Cost.Known known) || tokens.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal price = known.quote().trainingPerMillion();
        return Optional.ofNullable(price)
                .map(perMillion -> perMillion.multiply(BigDecimal.valueOf(tokens.getAsLong())))
                .map(spent -> new FineTuning(spent.divide(MILLION, MathContext.DECIMAL64), known.perRequest()));
    }

    /** What the training and this many requests cost together. */
    public BigDecimal total(BigDecimal requests) {
        return training.add(perRequest.multiply(requests));
    }

    /**
     * After how many requests the training is paid back: training ÷ (cost of a request with examples − cost of one without),
     * rounded up; empty when a request saves nothing, so that it never is.
     */
    public Optional<BigDecimal> paidBackAfter(BigDecimal perRequestWithExamples) {
        BigDecimal saved = perRequestWithExamples.subtract(perRequest);
        return saved.signum() <= 0 ? Optional.empty() : Optional.of(training.divide(saved, 0, RoundingMode.CEILING));
    }
}
