package dev.taximeter.scenario;

import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Budget;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Order;
import dev.taximeter.model.Retries;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code load}, {@code trials}, {@code order} and {@code blocks}. */
final class LoadSection {
    private static final int MAX_IN_FLIGHT = 256;
    private static final int BLOCKS = 10;

    /** A power of 2: the looks are at halves. */
    private static final int DECIDING_BLOCKS = 16;

    private static final long DRAIN_NANOS = 30 * Units.SECOND;
    private static final long TIMEOUT_NANOS = 60 * Units.SECOND;
    private static final long STALL_NANOS = 30 * Units.SECOND;

    private static final int MAX_RETRIES = 2;
    private static final long RETRY_CAP_NANOS = 30 * Units.SECOND;
    private static final Kind<Function<Double, Arrivals>> ARRIVALS =
            Kinds.choice("poisson", Arrivals.Poisson::new, "constant", Arrivals.Constant::new);
    private static final Kind<Order> ORDER =
            Kinds.choice("interleaved", Order.INTERLEAVED, "side-by-side", Order.SIDE_BY_SIDE);

    private LoadSection() {}

    /**
     * What the section says.
     *
     * @param most what the run may cost; null when this section does not say
     */
    record Offered(Load load, @Nullable Budget most) {}

    /**
     * @param arms how many there are, at least 1
     * @return null when a problem was reported without which nothing can be made
     */
    static @Nullable Offered read(YamlMap scenario, int arms) {
        int trials = scenario.optional("trials", Kinds.count("a number of trials from 1 to 1000", 1, 1_000), 1);
        Order order = scenario.optional("order", ORDER, Order.INTERLEAVED);
        Integer blocks = scenario.optional("blocks", Kinds.count("a number of blocks from 1 to 10000", 1, 10_000));
        if (order == Order.SIDE_BY_SIDE && scenario.has("blocks")) {
            scenario.reportKey(
                    "blocks", "'blocks' does not go with order side-by-side", "order: interleaved, or no blocks", null);
        }
        YamlMap load = scenario.requiredMap("load", Sections.LOAD);
        if (load == null) {
            return null;
        }
        LoadModel model = model(load);
        Extent warmUp = load.optional("warmUp", Units.extent(0), new Extent.Requests(0));
        Measure measured = load.required("measure", Measure.KIND);
        Extent measure = measured == null ? null : measured.extent();
        long drain = load.optional("drain", Units.duration(0, Units.HOUR), DRAIN_NANOS);
        long timeout = load.optional("timeout", Units.duration(1, Units.HOUR), TIMEOUT_NANOS);
        long stall = load.optional("stall", Units.duration(1, Units.HOUR), STALL_NANOS);
        Retries retries = retries(load);
        if (model == null || measured == null || measure == null) {
            return null;
        }
        if (blocks != null && measure instanceof Extent.Requests(long count) && blocks > count) {
            scenario.report(
                    "blocks", "there are more blocks than requests", "at most %d blocks".formatted(count), null);
        }
        double planned = (requests(model, warmUp) + requests(model, measure)) * trials * arms;
        if (planned > Limits.PLANNED_REQUESTS) {
            load.report(
                    "measure",
                    "this makes a plan of %.0f requests".formatted(planned),
                    "at most " + Limits.PLANNED_REQUESTS,
                    null);
        }
        boolean untilDecided = measured.untilDecided();
        Load read = new Load(
                model,
                warmUp,
                measure,
                untilDecided,
                drain,
                timeout,
                stall,
                trials,
                order,
                blocks(order, blocks == null && untilDecided ? Integer.valueOf(DECIDING_BLOCKS) : blocks, measure),
                retries);
        if (untilDecided && read.rounds() == 1) {
            load.report(
                    "measure",
                    "it can be decided between blocks or trials alone, and there is one",
                    "order: interleaved, or several trials",
                    null);
        }
        return new Offered(read, measured.most());
    }

    private static Retries retries(YamlMap load) {
        YamlMap retries = load.optionalMap("retries", Sections.RETRIES);
        if (retries == null) {
            return Retries.NONE;
        }
        int max = retries.optional("max", Kinds.count("a number of retries from 1 to 10", 1, 10), MAX_RETRIES);
        return new Retries(max, retries.optional("cap", Units.duration(0, Units.HOUR), RETRY_CAP_NANOS));
    }

    private static int blocks(Order order, @Nullable Integer blocks, Extent measure) {
        int wanted = blocks == null ? BLOCKS : blocks;
        return switch (order) {
            case SIDE_BY_SIDE -> 1;
            case INTERLEAVED ->
                switch (measure) {
                    case Extent.Requests(long count) -> (int) Math.min(wanted, count);
                    case Extent.Time ignored -> wanted;
                };
        };
    }

    private static @Nullable LoadModel model(YamlMap load) {
        YamlMap open = load.optionalMap("open", Sections.OPEN);
        YamlMap closed = load.optionalMap("closed", Sections.CLOSED);
        if (load.has("open") == load.has("closed")) {
            if (load.has("open")) {
                load.reportKey("closed", "'load' has both 'open' and 'closed'", "exactly one of the two", null);
            } else {
                load.missing("open", "open: { rate: 20/s }, or closed: { users: 8 }");
            }
        }
        LoadModel openModel = open == null ? null : open(open);
        LoadModel closedModel = closed == null ? null : closed(closed);
        return openModel == null ? closedModel : openModel;
    }

    private static @Nullable LoadModel open(YamlMap open) {
        Double perSecond = open.required("rate", Units.rate());
        Function<Double, Arrivals> arrivals = open.optional("arrivals", ARRIVALS, Arrivals.Poisson::new);
        int inFlight = open.optional(
                "maxInFlight", Kinds.count("a number of requests from 1 to 100000", 1, 100_000), MAX_IN_FLIGHT);
        long thinkNanos = open.optional("thinkTime", Units.duration(0, Units.HOUR), 0L);
        return perSecond == null ? null : new LoadModel.Open(arrivals.apply(perSecond), inFlight, thinkNanos);
    }

    private static @Nullable LoadModel closed(YamlMap closed) {
        Integer users = closed.required("users", Kinds.count("a number of users from 1 to 10000", 1, 10_000));
        long thinkNanos = closed.optional("thinkTime", Units.duration(0, Units.HOUR), 0L);
        return users == null ? null : new LoadModel.Closed(users, thinkNanos);
    }

    /** Requests that the plan will hold for one arm and trial. */
    private static double requests(LoadModel model, Extent extent) {
        return switch (extent) {
            case Extent.Requests(long count) -> count;
            case Extent.Time(long nanos) ->
                switch (model) {
                    case LoadModel.Open open -> open.arrivals().perSecond() * nanos / Units.SECOND;
                    case LoadModel.Closed ignored -> 0; // the list is used round and round
                };
        };
    }
}
