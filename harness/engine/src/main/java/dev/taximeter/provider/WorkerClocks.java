package dev.taximeter.provider;

import dev.taximeter.model.Passage;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The clocks of all workers that answer one provider. Thread-safe. */
public final class WorkerClocks {
    private final Map<String, WorkerClock> byWorker = new ConcurrentHashMap<>();
    private final @Nullable String ownBootId;
    private final OptionalLong knownBoundNanos;

    /** @param ownBootId the boot of our machine; null where the platform does not tell */
    public WorkerClocks(@Nullable String ownBootId) {
        this(ownBootId, OptionalLong.empty());
    }

    /**
     * Of workers whose clocks were asked by a quicker way than the calls'.
     *
     * @param ownBootId the boot of our machine; null where the platform does not tell
     * @param knownBoundNanos how far any worker's clock is from ours at most; empty where that is not known
     */
    public WorkerClocks(@Nullable String ownBootId, OptionalLong knownBoundNanos) {
        this.ownBootId = ownBootId;
        this.knownBoundNanos = knownBoundNanos;
    }

    /**
     * Translates a worker's stamps, which must be in order, into times of the run; learns from them how the clocks stand.
     *
     * @param sentNanos when the call was sent, after the start of the run
     * @param publishedNanos when a broker had it, after the start of the run; empty when nobody told
     * @param doneNanos when the answer was there, after the start of the run
     * @param originNanos the start of the run on our clock
     */
    public Passage passage(
            long sentNanos, OptionalLong publishedNanos, WorkerStamps stamps, long doneNanos, long originNanos) {
        boolean sameBoot = ownBootId != null && ownBootId.equals(stamps.bootId());
        return byWorker.computeIfAbsent(stamps.worker(), _ -> new WorkerClock(sameBoot, knownBoundNanos))
                .passage(sentNanos, publishedNanos, stamps, doneNanos, originNanos);
    }
}
