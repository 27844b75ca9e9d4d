package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.model.Arm;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The arms that a budget counts: those that a vendor bills by the request. Where no vendor is called, because all of them are
 * emulated, it counts what they would have asked, so that a rehearsal also rehearses the budget. Emulated arms beside real
 * ones count nothing, and neither does a local model or a server of one's own.
 *
 * @param indices into the scenario's arms
 * @param rehearsed whether all of them are emulated
 */
record BilledArms(List<Integer> indices, boolean rehearsed) {

    static BilledArms of(Scenario scenario) {
        List<Integer> billing = IntStream.range(0, scenario.arms().size())
                .filter(i -> billed(scenario.arms().get(i).target()) != null)
                .boxed()
                .toList();
        List<Integer> real =
                billing.stream().filter(i -> !scenario.arms().get(i).emulated()).toList();
        return real.isEmpty() ? new BilledArms(billing, !billing.isEmpty()) : new BilledArms(real, false);
    }

    /** The vendor's system, or the part of the target, that costs money by the request; null when there is none. */
    static Target.@Nullable Http billed(Target target) {
        Target.Http asked = switch (target) {
            case Target.Http http -> http;
            case Target.Hybrid hybrid -> hybrid.then();
            case Target.LocalNlu _, Target.Started _, Target.NluHttp _, Target.RedisQueue _, Target.PubSubQueue _ ->
                null;
        };
        return asked == null || asked.dialect().selfHosted() ? null : asked;
    }

    /** Whether an arm with this target may well be a server of one's own, whatever dialect it speaks. */
    static boolean onThisMachine(Arm arm) {
        Target.Http http = billed(arm.target());
        return http != null
                && List.of("localhost", "127.0.0.1", "[::1]")
                        .contains(http.endpoint().getHost());
    }

    /** Why no request of this arm costs money. */
    static String machine(@Nullable PriceQuote quote) {
        return quote == null || quote.machineHour() == null
                ? "no vendor bills it"
                : "by machine-hour: %s an hour of %s"
                        .formatted(Numbers.money(quote.machineHour(), quote.currency()), quote.model());
    }
}
