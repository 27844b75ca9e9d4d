package dev.taximeter.provider.http;

import dev.taximeter.model.FilterMode;
import dev.taximeter.model.RateLimit;
import dev.taximeter.model.ServerStage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a server says of itself while an answer is read, in body and headers; a later word replaces an earlier one. One thread. */
final class FactsDraft {
    private final Map<ServerStage, Long> stages = new EnumMap<>(ServerStage.class);
    private final List<RateLimit> limits = new ArrayList<>();
    private OptionalLong totalNanos = OptionalLong.empty();
    private OptionalDouble utilisationRatio = OptionalDouble.empty();
    private @Nullable String model;
    private @Nullable String fingerprint;
    private @Nullable String session;
    private @Nullable String serviceTier;
    private @Nullable String spilledFrom;
    private @Nullable FilterMode filterMode;

    /** The model that answers; null when this frame does not say. */
    void model(@Nullable String name) {
        model = name != null ? name : model;
    }

    /** The model's configuration; null when this frame does not say. */
    void fingerprint(@Nullable String name) {
        fingerprint = name != null ? name : fingerprint;
    }

    /** The machine or pool behind the server; null when it does not say. */
    void session(@Nullable String name) {
        session = name != null ? name : session;
    }

    /** The tier that is really used; null when this frame does not say. */
    void serviceTier(@Nullable String name) {
        serviceTier = name != null ? name : serviceTier;
    }

    /** The deployment that had no room for the call; null when it does not say. */
    void spilledFrom(@Nullable String deployment) {
        spilledFrom = deployment != null ? deployment : spilledFrom;
    }

    /** How the content filter works on this stream. The more telling word stays: later frames may show less. */
    void filterMode(FilterMode seen) {
        filterMode = filterMode == null || seen.compareTo(filterMode) > 0 ? seen : filterMode;
    }

    /** The server's own time for the whole request. */
    void total(long nanos) {
        totalNanos = OptionalLong.of(nanos);
    }

    /** The server's own time for a part of the request. */
    void stage(ServerStage stage, long nanos) {
        stages.put(stage, nanos);
    }

    /** How busy paid capacity is, 0 and up. */
    void utilisation(double ratio) {
        utilisationRatio = OptionalDouble.of(ratio);
    }

    void limit(RateLimit limit) {
        limits.add(limit);
    }

    @Nullable
    String model() {
        return model;
    }

    @Nullable
    String fingerprint() {
        return fingerprint;
    }

    @Nullable
    String session() {
        return session;
    }

    @Nullable
    String serviceTier() {
        return serviceTier;
    }

    @Nullable
    String spilledFrom() {
        return spilledFrom;
    }

    @Nullable
    FilterMode filterMode() {
        return filterMode;
    }

    OptionalLong totalNanos() {
        return totalNanos;
    }

    OptionalDouble utilisationRatio() {
        return utilisationRatio;
    }

    Map<ServerStage, Long> stages() {
        return stages;
    }

    List<RateLimit> limits() {
        return limits;
    }
}
