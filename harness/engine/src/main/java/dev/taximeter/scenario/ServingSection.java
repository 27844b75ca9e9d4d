package dev.taximeter.scenario;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Serving;
import dev.taximeter.model.Serving.Drift;
import dev.taximeter.model.Serving.Gateway;
import dev.taximeter.model.Serving.Pool;
import dev.taximeter.model.Serving.PromptCache;
import dev.taximeter.model.Serving.Ramp;
import dev.taximeter.model.Serving.Reasoning;
import dev.taximeter.model.Serving.Spillover;
import dev.taximeter.model.Serving.Stall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads how an emulated vendor's machines serve: pools, stalls, queue, drift, limits, cache, thoughts. */
final class ServingSection {
    private static final long WEEK = 168 * Units.HOUR;
    private static final Kind<Integer> SLOTS = Kinds.count("a number of slots from 1 to 100000", 1, 100_000);
    private static final Kind<Integer> PER_MINUTE = Kinds.count("a number from 1 to 1000000000", 1, 1_000_000_000);
    private static final Kind<Integer> TOKENS = Kinds.count("a number of tokens from 1 to 1000000", 1, 1_000_000);
    private static final Kind<Integer> THOUGHTS = Kinds.count("a number of tokens from 1 to 100000", 1, 100_000);
    private static final Kind<Double> FACTOR = Kinds.positive("a factor such as 1.5", 1_000);
    private static final Kind<Serving.Limits.Headers> HEADERS = Kinds.choice(headers());

    private static final Kind<String> DEPLOYMENT =
            Kinds.shaped("a deployment's name, such as gpt-4o-ptu", ArmsSection.NAME);

    private final YamlMap profile;
    private final @Nullable Dialect dialect;
    private final @Nullable Delay ttft;
    private final @Nullable Delay gap;

    /**
     * Null is what is wrong, which has been reported.
     *
     * @param ttft what pools have that say nothing else
     */
    ServingSection(YamlMap profile, @Nullable Dialect dialect, @Nullable Delay ttft, @Nullable Delay gap) {
        this.profile = profile;
        this.dialect = dialect;
        this.ttft = ttft;
        this.gap = gap;
    }

    Serving read() {
        Integer slots = profile.optional("slots", SLOTS);
        return new Serving(
                pools(),
                stalls(),
                profile.optional("prefill", Units.duration(0, Units.SECOND), 0L),
                slots == null ? OptionalInt.empty() : OptionalInt.of(slots),
                drift(),
                limits(),
                cache(),
                reasoning(),
                profile.optional("https", Kinds.FLAG, false),
                spillover(),
                loading(),
                gateway());
    }

    private @Nullable Gateway gateway() {
        YamlMap gateway = profile.optionalMap("gateway", Sections.GATEWAY);
        Delay delay = gateway == null ? null : Delays.required(gateway, "delay");
        return delay == null ? null : new Gateway(delay);
    }

    private @Nullable Spillover spillover() {
        YamlMap spillover = profile.optionalMap("spillover", Sections.SPILLOVER);
        if (spillover == null) {
            return null;
        }
        only("spillover", dialect == Dialect.AZURE_DEPLOYMENT || dialect == Dialect.AZURE_V1, "azure-deployment");
        if (!spillover.has("share") && !spillover.has("above")) {
            profile.report("spillover", "'spillover' does not say which requests", "share, above or both", null);
        }
        if (spillover.has("above") && !profile.has("slots")) {
            spillover.report("above", "nothing is ever busy without 'slots'", "slots beside spillover", null);
        }
        String from = spillover.required("from", DEPLOYMENT);
        String to = spillover.required("to", DEPLOYMENT);
        Double above = spillover.optional("above", Units.positiveRatio());
        Delay spilledTtft = spillover.has("ttft") ? Delays.optional(spillover, "ttft") : ttft;
        Delay spilledGap = spillover.has("gap") ? Delays.optional(spillover, "gap") : gap;
        double share = spillover.optional("share", Units.ratio(), 0.0);
        if (from == null || to == null || spilledTtft == null || spilledGap == null) {
            return null;
        }
        OptionalDouble aboveRatio = above == null ? OptionalDouble.empty() : OptionalDouble.of(above);
        return new Spillover(from, to, share, aboveRatio, spilledTtft, spilledGap);
    }

    private long loading() {
        if (profile.has("loading")) {
            only("loading", dialect == Dialect.LLAMA_CPP_CHAT, "llama-cpp-chat");
        }
        return profile.optional("loading", Units.duration(0, Units.HOUR), 0L);
    }

    private void only(String key, boolean has, String example) {
        if (dialect != null && !has) {
            profile.reportKey(key, "only some dialects have '%s'".formatted(key), "dialect: " + example, null);
        }
    }

    private List<Pool> pools() {
        YamlMap named = profile.optionalOpen("pools");
        if (named == null) {
            return List.of();
        }
        List<Pool> pools = new ArrayList<>();
        double sum = 0;
        for (String session : named.keys()) {
            YamlMap pool = named.optionalMap(session, Sections.POOL);
            Double share = pool == null ? null : pool.required("share", Units.positiveRatio());
            if (pool == null || share == null) {
                return List.of();
            }
            Delay poolTtft = pool.has("ttft") ? Delays.optional(pool, "ttft") : ttft;
            Delay poolGap = pool.has("gap") ? Delays.optional(pool, "gap") : gap;
            if (poolTtft != null && poolGap != null) {
                pools.add(new Pool(session, share, poolTtft, poolGap));
            }
            sum += share;
        }
        if (Math.abs(sum - 1) > 1e-6) {
            profile.report("pools", "the shares of 'pools' do not add up to 100%", "shares of 100% in all", null);
        }
        return pools;
    }

    private List<Stall> stalls() {
        YamlMap stalls = profile.optionalMap("stalls", Sections.STALLS);
        if (stalls == null) {
            return List.of();
        }
        List<Stall> all = new ArrayList<>();
        boolean elsewhere = stalls.has("beforeHeaders") || stalls.has("midStream");
        if (!elsewhere || stalls.has("ratio") || stalls.has("delay")) {
            stall(stalls, Stall.Stage.BEFORE_FIRST_TOKEN, all);
        }
        stall(stalls.optionalMap("beforeHeaders", Sections.STALL), Stall.Stage.BEFORE_HEADERS, all);
        stall(stalls.optionalMap("midStream", Sections.STALL), Stall.Stage.MID_STREAM, all);
        return all;
    }

    private static void stall(@Nullable YamlMap stall, Stall.Stage stage, List<Stall> all) {
        if (stall == null) {
            return;
        }
        Double ratio = stall.required("ratio", Units.ratio());
        Delay delay = Delays.required(stall, "delay");
        if (ratio != null && ratio > 0 && delay != null) {
            all.add(new Stall(stage, ratio, delay));
        }
    }

    private @Nullable Drift drift() {
        YamlMap drift = profile.optionalMap("drift", Sections.DRIFT);
        if (drift == null) {
            return null;
        }
        if (drift.has("sine") == drift.has("steps")) {
            profile.report("drift", "'drift' does not say how", "exactly one of sine, steps", null);
            return null;
        }
        YamlMap sine = drift.optionalMap("sine", Sections.SINE);
        if (sine != null) {
            Long period = sine.required("period", Units.duration(1, WEEK));
            Double amplitude = sine.required("amplitude", Units.ratio());
            return period == null || amplitude == null ? null : new Drift.Sine(period, amplitude);
        }
        YamlMap steps = drift.optionalMap("steps", Sections.STEPS);
        return steps == null ? null : steps(steps);
    }

    private static @Nullable Drift steps(YamlMap steps) {
        Long every = steps.required("every", Units.duration(1, WEEK));
        List<Double> factors = steps.optionalList("factors", FACTOR);
        if (!steps.has("factors")) {
            steps.missing("factors", "a list of at least two factors");
        } else if (factors != null && factors.size() < 2) {
            steps.report("factors", "'factors' has too few entries", "at least two factors", null);
        }
        return every == null || factors == null || factors.size() < 2 ? null : new Drift.Steps(every, factors);
    }

    private Serving.@Nullable Limits limits() {
        YamlMap limits = profile.optionalMap("limits", Sections.LIMITS);
        if (limits == null) {
            return null;
        }
        Integer requests = limits.optional("requestsPerMinute", PER_MINUTE);
        Integer tokens = limits.optional("tokensPerMinute", PER_MINUTE);
        return new Serving.Limits(
                requests == null ? OptionalInt.empty() : OptionalInt.of(requests),
                limits.optional("slice", Units.duration(1_000_000, Units.HOUR), Units.SECOND),
                tokens == null ? OptionalInt.empty() : OptionalInt.of(tokens),
                ramp(limits.optionalMap("ramp", Sections.RAMP)),
                limits.optional("headers", HEADERS, Serving.Limits.Headers.TRUE));
    }

    private static @Nullable Ramp ramp(@Nullable YamlMap ramp) {
        if (ramp == null) {
            return null;
        }
        Integer free = ramp.required("freeTokensPerMinute", PER_MINUTE);
        Double growth = ramp.required("growth", Units.positiveRatio());
        Long window = ramp.required("window", Units.duration(1_000_000, Units.HOUR));
        return free == null || growth == null || window == null ? null : new Ramp(free, growth, window);
    }

    private @Nullable PromptCache cache() {
        YamlMap cache = profile.optionalMap("cache", Sections.CACHE);
        if (cache == null) {
            return null;
        }
        Double discount = cache.required("discount", Units.ratio());
        int minTokens = cache.optional("minTokens", TOKENS, 1_024);
        int stepTokens = cache.optional("stepTokens", TOKENS, 128);
        long kept = cache.optional("kept", Units.duration(1, 24 * Units.HOUR), 300 * Units.SECOND);
        return discount == null ? null : new PromptCache(minTokens, stepTokens, discount, kept);
    }

    private @Nullable Reasoning reasoning() {
        YamlMap reasoning = profile.optionalMap("reasoning", Sections.REASONING);
        if (reasoning == null) {
            return null;
        }
        Integer tokens = reasoning.required("tokens", THOUGHTS);
        Delay time = Delays.required(reasoning, "time");
        return tokens == null || time == null ? null : new Reasoning(tokens, time);
    }

    private static Map<String, Serving.Limits.Headers> headers() {
        Map<String, Serving.Limits.Headers> words = new LinkedHashMap<>();
        words.put("true-state", Serving.Limits.Headers.TRUE);
        words.put("missing", Serving.Limits.Headers.MISSING);
        words.put("minus-one", Serving.Limits.Headers.MINUS_ONE);
        return words;
    }
}
