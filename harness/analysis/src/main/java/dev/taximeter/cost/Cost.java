package dev.taximeter.cost;

import dev.taximeter.model.PriceQuote;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What an arm's measured requests cost. */
public sealed interface Cost {

    /**
     * A known price.
     *
     * @param quote the price that was used
     * @param total of all requests that the vendor bills, exact
     * @param perRequest mean over sent requests, in the quote's currency, 12 significant digits
     * @param perThousand 1,000 times that
     * @param perCorrect total / right answers; null when nothing was judged or nothing was right
     * @param inputTokens billed input tokens of the measured phase; 0 for machines
     * @param outputTokens billed output tokens; 0 for machines
     * @param basis one sentence on how it was computed, e.g. the machine-hour and the utilisation assumed
     * @param machine what the machine takes, of an arm or a hybrid's first part that is paid by the hour; null for others
     */
    record Known(
            PriceQuote quote,
            BigDecimal total,
            BigDecimal perRequest,
            BigDecimal perThousand,
            @Nullable BigDecimal perCorrect,
            long inputTokens,
            long outputTokens,
            String basis,
            Capacity.@Nullable Measured machine)
            implements Cost {

        private static final MathContext MEAN = new MathContext(12, RoundingMode.HALF_EVEN);

        /** The total over so many answers, 12 significant digits; null for none. */
        public @Nullable BigDecimal per(long answers) {
            return answers == 0 ? null : total.divide(BigDecimal.valueOf(answers), MEAN);
        }
    }

    /** @param reason why there is no cost; never 0 */
    record Unknown(String reason) implements Cost {}
}
