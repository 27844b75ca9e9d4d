package dev.taximeter.cost;

import dev.taximeter.model.Answer;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceRow;
import dev.taximeter.model.Sample;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenPrices;
import dev.taximeter.model.TokenUsage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an arm's requests cost, from its samples and one price. Pure. */
public final class ArmCost {
    private static final MathContext MEAN = new MathContext(12, RoundingMode.HALF_EVEN);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private ArmCost() {}

    /**
     * Tokens × list price over all billed calls, retries included; or, with a machine-hour, its price / (3,600 × what the
     * machine takes a second × utilisation) for every request.
     *
     * <p>Billed are whole answers and refusals, and at Azure what the content filter blocked. Errors and 429 are free.
     * Calls that broke off are not counted, and the basis names their number. One billed answer without tokens, or cached
     * tokens without a price, makes the whole cost unknown: a sum without them would be too low.
     *
     * @param arm whose samples they are
     * @param quote null when there is none
     * @param problem why there is no quote; null when there is one, or when nobody knows
     * @param measuredSamples the arm's samples of the measured phase
     * @param machine what the arm's machine takes; only asked for with a machine-hour
     */
    public static Cost of(
            ArmFacts arm,
            @Nullable PriceQuote quote,
            @Nullable String problem,
            List<Sample> measuredSamples,
            Supplier<Capacity> machine) {
        if (quote == null) {
            return new Cost.Unknown(problem == null ? "no price for " + arm.vendor() + " " + arm.model() : problem);
        }
        if (measuredSamples.isEmpty()) {
            return new Cost.Unknown("no request was measured");
        }
        BigDecimal hour = quote.machineHour();
        if (hour == null) {
            return ofTokens(arm, quote, measuredSamples);
        }
        return switch (machine.get()) {
            case Capacity.Unknown(String reason) -> new Cost.Unknown(reason);
            case Capacity.Measured capacity -> {
                MachineShare share = new MachineShare(
                        new Machine(hour, capacity.perSecond()), capacity, arm.utilisationRatio(), quote.currency());
                yield arm.mixture() == null
                        ? ofMachine(quote, share, measuredSamples)
                        : ofMixture(quote, share, measuredSamples);
            }
        };
    }

    /**
     * What a vendor bills for one call, for an account; 0 when it is free, or was not passed on to the vendor.
     *
     * @param vendor who bills
     * @return empty when nobody knows: it broke off, or reports no tokens, or some that have no price
     */
    public static Optional<BigDecimal> ofCall(String vendor, PriceQuote quote, Attempt attempt) {
        if (attempt.relay() != null && !attempt.relay().passedOn()) {
            return Optional.of(BigDecimal.ZERO);
        }
        return switch (Billing.of(attempt.outcome().kind(), vendor)) {
            case FREE -> Optional.of(BigDecimal.ZERO);
            case UNCLEAR -> Optional.empty();
            case BILLED -> {
                TokenBill bill = new TokenBill(quote);
                bill.add(attempt, vendor);
                yield bill.problem().isPresent() ? Optional.empty() : Optional.of(bill.total());
            }
        };
    }

    /** What the tokens of this one request cost, for a running sum; what is free or unknown counts nothing. */
    public static BigDecimal tokensOf(ArmFacts arm, PriceQuote quote, Sample sample) {
        String vendor = arm.mixture() == null ? arm.vendor() : quote.vendor();
        return sample.attempts().stream()
                .map(attempt -> ofCall(vendor, quote, attempt))
                .flatMap(Optional::stream)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * What each of these requests cost: its own tokens, and a part of what the machine costs for all of them, by the time
     * that it was open there. In the order given; the sum is the total.
     *
     * @param cost of exactly these requests
     */
    public static double[] each(ArmFacts arm, Cost.Known cost, List<Sample> samples) {
        double[] tokens = samples.stream()
                .mapToDouble(sample -> tokensOf(arm, cost.quote(), sample).doubleValue())
                .toArray();
        if (cost.machine() == null) {
            return tokens;
        }
        double machine = cost.total().doubleValue() - Arrays.stream(tokens).sum();
        double[] nanos = samples.stream()
                .mapToDouble(sample -> BusyTime.ofOne(arm, sample))
                .toArray();
        double all = Arrays.stream(nanos).sum();
        Arrays.setAll(tokens, i -> tokens[i] + machine * (all == 0 ? 1.0 / nanos.length : nanos[i] / all));
        return tokens;
    }

    /**
     * The most that one request can cost: all input at the dearest price that input can have, and as much output as is
     * allowed, thinking included, of whatever tier the vendor may answer in. Exact.
     *
     * @param quote by the token
     * @param asked the tier that is asked for; the standard one may be given instead
     * @param inputTokens the whole input, instructions included
     */
    public static BigDecimal worstCasePerRequest(
            PriceQuote quote, ServiceTier asked, long inputTokens, long outputTokens) {
        List<TokenPrices> possible = Stream.concat(
                        Stream.of(quote.standard()),
                        quote.terms().rows().stream()
                                .filter(row -> row.tier() == asked || row.tier() == ServiceTier.STANDARD)
                                .filter(row -> row.band() == null || row.band().inputTokens() <= inputTokens)
                                .map(PriceRow::prices))
                .toList();
        BigDecimal input = dearest(possible.stream()
                .flatMap(p -> Stream.of(p.input(), p.cacheRead(), p.cacheWrite(), p.hourCacheWrite())));
        BigDecimal output = dearest(possible.stream().flatMap(p -> Stream.of(p.output(), p.reasoning())));
        return fee(quote).add(TokenBill.price(inputTokens, input)).add(TokenBill.price(outputTokens, output));
    }

    private static BigDecimal dearest(Stream<@Nullable BigDecimal> prices) {
        return prices.filter(Objects::nonNull).max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
    }

    /** What one request of this tier costs when nothing is cached, at a price by the token. Exact. */
    public static BigDecimal plain(PriceQuote quote, ServiceTier asked, long inputTokens, long outputTokens) {
        TokenUsage usage = new TokenUsage(inputTokens, 0, 0, outputTokens, 0, true);
        TokenPrices prices = quote.prices(asked, usage).orElse(quote.standard());
        return fee(quote)
                .add(TokenBill.price(inputTokens, Objects.requireNonNull(prices.input())))
                .add(TokenBill.price(outputTokens, Objects.requireNonNull(prices.output())));
    }

    private static BigDecimal fee(PriceQuote quote) {
        BigDecimal perRequest = quote.terms().perRequest();
        return perRequest == null ? BigDecimal.ZERO : perRequest;
    }

    private static Cost ofTokens(ArmFacts arm, PriceQuote quote, List<Sample> samples) {
        TokenBill bill = new TokenBill(quote);
        samples.stream()
                .flatMap(sample -> sample.attempts().stream())
                .forEach(attempt -> bill.add(attempt, arm.vendor()));
        Optional<String> problem = bill.problem();
        return problem.isPresent()
                ? new Cost.Unknown(problem.get())
                : known(quote, bill.total(), samples, bill.inputTokens(), bill.outputTokens(), bill.basis(), null);
    }

    private static Cost ofMachine(PriceQuote quote, MachineShare share, List<Sample> samples) {
        BigDecimal total = share.perRequest().multiply(BigDecimal.valueOf(samples.size()));
        String basis = "%s %s for an hour of %s, %s"
                .formatted(share.machine().hour().toPlainString(), quote.currency(), quote.model(), share.words());
        return known(quote, total, samples, 0, 0, basis, share.capacity());
    }

    /** What the machine costs that the first model keeps busy with every request, and the tokens of what was passed on. */
    private static Cost ofMixture(PriceQuote quote, MachineShare share, List<Sample> samples) {
        List<Attempt> attempts =
                samples.stream().flatMap(sample -> sample.attempts().stream()).toList();
        BigDecimal machine = share.perRequest().multiply(BigDecimal.valueOf(samples.size()));
        TokenBill bill = new TokenBill(quote);
        List<Attempt> passedOn = attempts.stream()
                .filter(attempt -> attempt.relay() != null && attempt.relay().passedOn())
                .toList();
        passedOn.forEach(attempt -> bill.add(attempt, quote.vendor()));
        Optional<String> problem = passedOn.isEmpty() ? Optional.empty() : bill.problem();
        if (problem.isPresent()) {
            return new Cost.Unknown(problem.get());
        }
        String basis = "%s; %d of %d calls went on to it; and the first model's machine for %s %s an hour, %s"
                .formatted(
                        bill.basis(),
                        passedOn.size(),
                        attempts.size(),
                        share.machine().hour().toPlainString(),
                        quote.currency(),
                        share.words());
        return known(
                quote,
                bill.total().add(machine),
                samples,
                bill.inputTokens(),
                bill.outputTokens(),
                basis,
                share.capacity());
    }

    private static Cost known(
            PriceQuote quote,
            BigDecimal total,
            List<Sample> samples,
            long inputTokens,
            long outputTokens,
            String basis,
            Capacity.@Nullable Measured machine) {
        BigDecimal perRequest = mean(total, samples.size());
        long correct = samples.stream().filter(ArmCost::isCorrect).count();
        return new Cost.Known(
                quote,
                total,
                perRequest,
                perRequest.multiply(THOUSAND),
                correct == 0 ? null : mean(total, correct),
                inputTokens,
                outputTokens,
                basis,
                machine);
    }

    private static boolean isCorrect(Sample sample) {
        Answer answer = sample.answer();
        return answer != null && Boolean.TRUE.equals(answer.correct());
    }

    private static BigDecimal mean(BigDecimal total, long count) {
        return total.divide(BigDecimal.valueOf(count), MEAN);
    }
}
