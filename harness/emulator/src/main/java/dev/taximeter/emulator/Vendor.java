package dev.taximeter.emulator;

import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One mount at work: everything that a request under its path needs. Thread-safe. */
final class Vendor {
    private final Profile profile;
    private final Seed seed;
    private final Wire wire;
    private final Answers answers;
    private final Tokens tokens;
    private final long startNanos;
    private final @Nullable Slots slots;
    private volatile Past past;

    /** @param startNanos when the emulator started: limits and drift count from there */
    Vendor(EmulatorConfig config, Mount mount, Tokens tokens, long startNanos) {
        this.profile = mount.profile();
        this.seed = new Seed(config.seed()).branch(mount.name());
        this.wire = Wire.of(profile.dialect(), profile.framesPerBurst(), mount.model(), tokens, seed);
        this.answers = new Answers(config, mount, tokens);
        this.tokens = tokens;
        this.startNanos = startNanos;
        this.slots = profile.serving().slots().isEmpty()
                ? null
                : new Slots(profile.serving().slots().getAsInt());
        this.past = new Past(profile.serving(), tokens);
    }

    /** The place of a new request among all that this mount got, from 0. */
    long nextOrdinal() {
        return past.requests.getAndIncrement();
    }

    Profile profile() {
        return profile;
    }

    Wire wire() {
        return wire;
    }

    Answers answers() {
        return answers;
    }

    /** Where requests wait; null where they need not. */
    @Nullable
    Slots slots() {
        return slots;
    }

    /** Busy slots of all; empty where there are none. */
    OptionalDouble utilisationRatio() {
        return slots == null ? OptionalDouble.empty() : OptionalDouble.of(slots.utilisationRatio());
    }

    Course course(long ordinal) {
        return new Course(profile, seed.branch("course").branch(ordinal), hasNoRoom());
    }

    private boolean hasNoRoom() {
        Serving.Spillover spillover = profile.serving().spillover();
        return spillover != null
                && slots != null
                && spillover.aboveRatio().isPresent()
                && slots.utilisationRatio() >= spillover.aboveRatio().getAsDouble();
    }

    /** Whether its model is still being loaded. */
    boolean loads(long nowNanos) {
        return nowNanos - startNanos < profile.serving().loadingNanos();
    }

    Noise noise(long ordinal) {
        return new Noise(seed.branch("noise").branch(ordinal));
    }

    /** What stands in front of it; null for nothing. */
    Serving.@Nullable Gateway gateway() {
        return profile.serving().gateway();
    }

    /** How long the gateway holds its next request. */
    long nextHoldNanos(Serving.Gateway gateway) {
        long ordinal = past.relayed.getAndIncrement();
        return Draws.of(gateway.delay(), seed.branch("gateway").branch(ordinal).random());
    }

    /** How slow everything is at a moment. */
    double factor(long nowNanos) {
        return Tide.factor(profile.serving().drift(), nowNanos - startNanos);
    }

    /** Takes what the ask needs out of the limits, or says why it must not be answered. */
    Optional<Fault> admit(Ask ask, long nowNanos) {
        Limiter limiter = past.limiter;
        return limiter == null
                ? Optional.empty()
                : limiter.admit(ask.promptTokens(), ask.maxTokens().orElse(0), nowNanos - startNanos);
    }

    /** What is left of the limits. */
    Allowance allowance(long nowNanos) {
        Limiter limiter = past.limiter;
        return limiter == null ? wire.generous() : limiter.allowance(nowNanos - startNanos);
    }

    /** What an answer costs; the cache remembers the prompt. */
    Usage usage(Ask ask, Completion completion, long nowNanos) {
        Serving serving = profile.serving();
        int thought = serving.reasoning() == null ? 0 : serving.reasoning().tokens();
        PromptMemory memory = past.memory;
        if (memory == null) {
            return new Usage(ask.promptTokens(), 0, 0, completion.tokens(), thought);
        }
        PromptMemory.Found found = memory.read(ask.prompt(), nowNanos);
        int read = Math.min(ask.promptTokens(), found.readTokens());
        int written = Math.min(ask.promptTokens() - read, found.writtenTokens());
        return new Usage(ask.promptTokens() - read - written, read, written, completion.tokens(), thought);
    }

    /** Forgets all requests so far. */
    void reset() {
        past = new Past(profile.serving(), tokens);
    }

    /** What requests leave behind. */
    private static final class Past {
        private final AtomicLong requests = new AtomicLong();
        private final AtomicLong relayed = new AtomicLong();
        private final @Nullable Limiter limiter;
        private final @Nullable PromptMemory memory;

        Past(Serving serving, Tokens tokens) {
            limiter = serving.limits() == null ? null : new Limiter(serving.limits());
            memory = serving.cache() == null ? null : new PromptMemory(serving.cache(), tokens);
        }
    }
}
