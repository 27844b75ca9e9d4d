package dev.taximeter.summary;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.FilterMode;
import dev.taximeter.model.RateLimit;
import dev.taximeter.model.Sample;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.TokenUsage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What servers and connections said of themselves in an arm's measured attempts. Maps go from what was said to how often;
 * what nobody said is an empty map.
 *
 * @param newConnections attempts that opened a connection
 * @param reusedConnections attempts that found one open
 * @param cachedInputRatio share of the input tokens that a cache served; empty without usage
 * @param lowestRemaining the least that was left of each rate limit, by its name
 */
public record ServerWords(
        SortedMap<String, Long> models,
        SortedMap<String, Long> fingerprints,
        SortedMap<String, Long> serviceTiers,
        SortedMap<String, Long> regions,
        SortedMap<String, Long> sessions,
        SortedMap<String, Long> spilledFrom,
        SortedMap<String, Long> filterModes,
        SortedMap<String, Long> protocols,
        SortedMap<String, Long> tlsVersions,
        long newConnections,
        long reusedConnections,
        OptionalDouble cachedInputRatio,
        SortedMap<String, Long> lowestRemaining) {

    /** Nobody said anything. */
    public static final ServerWords NONE = of(new ArmSamples(List.of()));

    static ServerWords of(ArmSamples samples) {
        List<Attempt> attempts = samples.measured().stream()
                .map(Sample::attempts)
                .flatMap(List::stream)
                .toList();
        List<ServerFacts> facts = attempts.stream().map(Attempt::facts).toList();
        long reused = facts.stream().filter(ServerFacts::connectionReused).count();
        long connected = facts.stream().filter(said -> said.protocol() != null).count();
        return new ServerWords(
                counted(facts, ServerFacts::model),
                counted(facts, ServerFacts::fingerprint),
                counted(facts, ServerFacts::serviceTier),
                counted(facts, ServerFacts::region),
                counted(facts, ServerFacts::session),
                counted(facts, ServerFacts::spilledFrom),
                counted(facts, ServerWords::filterMode),
                counted(facts, ServerFacts::protocol),
                counted(facts, ServerFacts::tlsVersion),
                connected - reused,
                reused,
                cachedInputRatio(attempts),
                lowestRemaining(facts));
    }

    private static @Nullable String filterMode(ServerFacts facts) {
        FilterMode mode = facts.filterMode();
        return mode == null ? null : mode.id();
    }

    private static SortedMap<String, Long> counted(
            List<ServerFacts> facts, Function<ServerFacts, @Nullable String> word) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (ServerFacts said : facts) {
            String value = word.apply(said);
            if (value != null) {
                counts.merge(value, 1L, Long::sum);
            }
        }
        return Collections.unmodifiableSortedMap(counts);
    }

    private static OptionalDouble cachedInputRatio(List<Attempt> attempts) {
        List<TokenUsage> usages =
                attempts.stream().map(Attempt::usage).filter(Objects::nonNull).toList();
        long input = usages.stream().mapToLong(TokenUsage::inputTokens).sum();
        long cached = usages.stream().mapToLong(TokenUsage::cacheReadTokens).sum();
        return input == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) cached / input);
    }

    private static SortedMap<String, Long> lowestRemaining(List<ServerFacts> facts) {
        SortedMap<String, Long> lowest = new TreeMap<>();
        for (ServerFacts said : facts) {
            for (RateLimit limit : said.limits()) {
                OptionalLong remaining = limit.remaining();
                if (remaining.isPresent()) {
                    lowest.merge(limit.name(), remaining.getAsLong(), Math::min);
                }
            }
        }
        return Collections.unmodifiableSortedMap(lowest);
    }

    /** What was said, by the name that reports give it, in their order; words that nobody said are absent. */
    public Map<String, SortedMap<String, Long>> byName() {
        Map<String, SortedMap<String, Long>> all = new LinkedHashMap<>();
        all.put("model", models);
        all.put("fingerprint", fingerprints);
        all.put("service tier", serviceTiers);
        all.put("region", regions);
        all.put("session", sessions);
        all.put("spilled over from", spilledFrom);
        all.put("content filter", filterModes);
        all.put("protocol", protocols);
        all.put("TLS", tlsVersions);
        all.values().removeIf(Map::isEmpty);
        return all;
    }
}
