package dev.taximeter.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a run but its samples. Written before the first request, and again at its end.
 *
 * @param schema version of the run folder's layout
 * @param id the folder's name
 * @param toolVersion of Taximeter
 * @param scenario the scenario's name
 * @param question in the user's words; empty when none was given
 * @param scenarioText the scenario file, verbatim
 * @param scenarioSha256 of that text, hexadecimal
 * @param seed that the plan was drawn from
 * @param task what was asked
 * @param stream whether answers were streamed
 * @param maxOutputTokens limit of an answer
 * @param exactLength whether every answer was to have exactly that many tokens
 * @param distinctPrompts how many different prompts the workload has
 * @param sweep what took several values; null when nothing did
 * @param load how it was offered
 * @param arms what was compared, in the scenario's order; the first is the one the others are compared with
 * @param plannedRequests in the measured phase, by arm; absent for arms that time ends
 * @param startedAt wall-clock time of the run's time 0
 * @param endedAt null while it runs or after a crash
 * @param status how it stands
 * @param environment where it took place
 * @param prices used, by arm; an arm without a price is absent
 * @param priceProblems why an arm has no price, by arm
 * @param replay the earlier run whose broken answers are asked again; null for an ordinary run
 * @param stops arms that were stopped before their plan's end because going on was pointless; usually empty
 * @param objectives what every arm had to keep; usually empty
 * @param spending what became of the budget; null without one, and until the run has ended
 */
public record RunManifest(
        int schema,
        String id,
        String toolVersion,
        String scenario,
        String question,
        String scenarioText,
        String scenarioSha256,
        long seed,
        Task task,
        boolean stream,
        int maxOutputTokens,
        boolean exactLength,
        int distinctPrompts,
        @Nullable Sweep sweep,
        Load load,
        List<ArmFacts> arms,
        Map<String, Long> plannedRequests,
        Instant startedAt,
        @Nullable Instant endedAt,
        Status status,
        Environment environment,
        Map<String, PriceQuote> prices,
        Map<String, String> priceProblems,
        @Nullable Replay replay,
        List<ArmStop> stops,
        List<Objective> objectives,
        @Nullable Spending spending) {
    /** The layout that this version writes. */
    public static final int SCHEMA = 1;

    public RunManifest {
        arms = List.copyOf(arms);
        plannedRequests = Map.copyOf(plannedRequests);
        prices = Map.copyOf(prices);
        priceProblems = Map.copyOf(priceProblems);
        stops = List.copyOf(stops);
        objectives = List.copyOf(objectives);
    }

    /** How many levels the run has, at least 1. */
    public int levels() {
        return sweep == null ? 1 : sweep.values().size();
    }

    /** How a run stands. */
    public enum Status {
        /** It runs, or it was killed. */
        RUNNING,
        /** The whole plan was played. */
        COMPLETE,
        /** A user ended it early; what was measured is kept. */
        INTERRUPTED,
        /** Arms were stopped because going on was pointless; what was measured is kept. */
        STOPPED
    }

    /** Whether any arm's figures are the emulator's. */
    public boolean anyEmulated() {
        return arms.stream().anyMatch(ArmFacts::emulated);
    }

    /** The same run, ended. */
    public RunManifest ended(Instant when, Status newStatus, List<ArmStop> newStops, @Nullable Spending newSpending) {
        return new RunManifest(
                schema,
                id,
                toolVersion,
                scenario,
                question,
                scenarioText,
                scenarioSha256,
                seed,
                task,
                stream,
                maxOutputTokens,
                exactLength,
                distinctPrompts,
                sweep,
                load,
                arms,
                plannedRequests,
                startedAt,
                when,
                newStatus,
                environment,
                prices,
                priceProblems,
                replay,
                newStops,
                objectives,
                newSpending);
    }

    /**
     * This run and arms that were measured elsewhere, in a folder of their own.
     *
     * @param newId of both together
     * @param more arms, their names unlike this run's
     * @param planned requests of each of them
     * @param withoutPrice why each of them has none
     */
    public RunManifest joinedBy(
            String newId, List<ArmFacts> more, Map<String, Long> planned, Map<String, String> withoutPrice) {
        Map<String, Long> allPlanned = new HashMap<>(plannedRequests);
        allPlanned.putAll(planned);
        Map<String, String> problems = new HashMap<>(priceProblems);
        problems.putAll(withoutPrice);
        return new RunManifest(
                schema,
                newId,
                toolVersion,
                scenario,
                question,
                scenarioText,
                scenarioSha256,
                seed,
                task,
                stream,
                maxOutputTokens,
                exactLength,
                distinctPrompts,
                sweep,
                load,
                Stream.concat(arms.stream(), more.stream()).toList(),
                allPlanned,
                startedAt,
                endedAt,
                status,
                environment,
                prices,
                problems,
                replay,
                stops,
                objectives,
                spending);
    }

    /** The same run, priced otherwise. */
    public RunManifest withPrices(Map<String, PriceQuote> newPrices, Map<String, String> newProblems) {
        return new RunManifest(
                schema,
                id,
                toolVersion,
                scenario,
                question,
                scenarioText,
                scenarioSha256,
                seed,
                task,
                stream,
                maxOutputTokens,
                exactLength,
                distinctPrompts,
                sweep,
                load,
                arms,
                plannedRequests,
                startedAt,
                endedAt,
                status,
                environment,
                newPrices,
                newProblems,
                replay,
                stops,
                objectives,
                spending);
    }

    /** The same run in a folder of another name, e.g. when the wanted one is taken. */
    public RunManifest withId(String newId) {
        return new RunManifest(
                schema,
                newId,
                toolVersion,
                scenario,
                question,
                scenarioText,
                scenarioSha256,
                seed,
                task,
                stream,
                maxOutputTokens,
                exactLength,
                distinctPrompts,
                sweep,
                load,
                arms,
                plannedRequests,
                startedAt,
                endedAt,
                status,
                environment,
                prices,
                priceProblems,
                replay,
                stops,
                objectives,
                spending);
    }
}
