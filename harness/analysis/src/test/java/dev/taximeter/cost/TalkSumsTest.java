package dev.taximeter.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.ServiceTier;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sums of the talk of 2023 that this project grew from: what 2,000 tokens of GPT-4 cost, and what a local NLU does for a
 * thousandth of that.
 */
class TalkSumsTest {
    private static final BigDecimal THREE_THOUSAND = BigDecimal.valueOf(3_000);
    private static final BigDecimal HALF_A_DOLLAR = new BigDecimal("0.50");

    private final BigDecimal request;

    TalkSumsTest() throws PriceBookException, PriceMissingException {
        request = gpt4(2_000);
    }

    @Test
    void twoThousandTokensOfGpt4OfJune2023AreSixCents() {
        assertThat(request).isEqualByComparingTo("0.06");
    }

    @Test
    void threeThousandInferencesAre180Dollars() {
        assertThat(request.multiply(THREE_THOUSAND)).isEqualByComparingTo("180");
    }

    @ParameterizedTest
    @CsvSource({"16, 0.006667", "17, 0.007083", "18, 0.0075"})
    void threeThousandLocalInferencesOnAFullyUsedBoxAreLessThanACent(int millis, String dollars) {
        assertThat(local(millis, "1").doubleValue()).isEqualTo(Double.parseDouble(dollars), within(1e-6));
    }

    @Test
    void theRatioIsAThousandWhereAboutFourPercentOfTheBoxAreUsed() {
        for (int millis = 16; millis <= 18; millis++) {
            BigDecimal thousandth = request.movePointLeft(3);
            BigDecimal utilisation = box(millis).utilisationFor(thousandth);
            System.out.printf(
                    "%d ms: ratio 1,000 at a utilisation of %.2f %%%n", millis, utilisation.doubleValue() * 100);
            assertThat(utilisation.doubleValue()).isBetween(0.037, 0.042);
            assertThat(ratio(millis, utilisation).doubleValue()).isEqualTo(1_000, within(1e-6));
        }
        assertThat(box(17).utilisationFor(request.movePointLeft(3)).doubleValue())
                .isEqualTo(0.03935, within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 18})
    void theRatioGrowsWithTheUtilisationFromAFewHundredTo25Thousand(int millis) {
        BigDecimal before = BigDecimal.ZERO;
        for (int percent = 1; percent <= 100; percent++) {
            BigDecimal ratio = ratio(millis, BigDecimal.valueOf(percent, 2));
            assertThat(ratio).isGreaterThan(before);
            before = ratio;
        }
        assertThat(ratio(millis, new BigDecimal("0.01")).doubleValue()).isBetween(240.0, 271.0);
        assertThat(before.doubleValue()).isBetween(24_000.0, 27_001.0);
    }

    private BigDecimal ratio(int millis, BigDecimal utilisation) {
        return request.divide(box(millis).perRequest(utilisation), MathContext.DECIMAL64);
    }

    private static BigDecimal local(int millis, String utilisation) {
        return box(millis).perRequest(new BigDecimal(utilisation)).multiply(THREE_THOUSAND);
    }

    private static Machine box(int millis) {
        return Machine.oneAtATime(HALF_A_DOLLAR, millis * 1_000_000L);
    }

    /** At the shipped price of June 2023; input only, as in the talk. */
    private static BigDecimal gpt4(long tokens) throws PriceBookException, PriceMissingException {
        ArmFacts arm = new ArmFacts("gpt4", "GPT-4", "openai", "gpt-4", null, null, null, null, 1);
        PriceQuote quote = PriceBooks.load(ShippedPricesTest.books()).quote(arm, LocalDate.parse("2023-06-20"));
        return ArmCost.plain(quote, ServiceTier.STANDARD, tokens, 0);
    }
}
