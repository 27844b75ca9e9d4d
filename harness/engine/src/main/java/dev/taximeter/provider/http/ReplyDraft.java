package dev.taximeter.provider.http;

import dev.taximeter.model.ChunkSizes;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Outcome.Kind;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One answer while it is being read: a dialect says what each event meant, the draft keeps it with the event's time.
 * One thread.
 */
final class ReplyDraft {
    private final StringBuilder text = new StringBuilder();
    private UsageTally usage = new UsageTally();
    private final FactsDraft facts = new FactsDraft();
    private long[] chunkNanos = new long[16];
    private int[] chunkChars = new int[16];
    private int chunks;
    private long nowNanos;
    private boolean chunkCounted;
    private OptionalLong firstEventNanos = OptionalLong.empty();
    private OptionalLong finishNanos = OptionalLong.empty();
    private OptionalLong firstReasoningNanos = OptionalLong.empty();
    private OptionalLong usageNanos = OptionalLong.empty();
    private @Nullable String finishReason;
    private @Nullable ErrorBody error;
    private boolean refused;
    private boolean filtered;
    private boolean ended;

    /** What follows arrived at this time. */
    void at(long nanos) {
        nowNanos = nanos;
        chunkCounted = false;
        if (firstEventNanos.isEmpty()) {
            firstEventNanos = OptionalLong.of(nanos);
        }
    }

    /** Visible text came; null when there was none. An event counts as one chunk, whatever it holds. */
    void content(@Nullable String piece) {
        if (piece == null) {
            return;
        }
        text.append(piece);
        if (!chunkCounted) {
            chunkCounted = true;
            if (chunks == chunkNanos.length) {
                chunkNanos = Arrays.copyOf(chunkNanos, chunks * 2);
                chunkChars = Arrays.copyOf(chunkChars, chunks * 2);
            }
            chunkNanos[chunks++] = nowNanos;
        }
        chunkChars[chunks - 1] += piece.length();
    }

    /** A thought came that the server lets us see; null when there was none. It is no content. */
    void reasoning(@Nullable String piece) {
        if (piece != null && firstReasoningNanos.isEmpty()) {
            firstReasoningNanos = OptionalLong.of(nowNanos);
        }
    }

    /** Usage figures came, of which the last count. */
    void usageSeen() {
        usageNanos = OptionalLong.of(nowNanos);
    }

    /** Usage figures came all at once, in the place of any before. */
    void use(UsageTally figures) {
        usage = figures;
        usageSeen();
    }

    /** The vendor's word for why the answer ended; null when this event had none. */
    void finish(@Nullable String reason) {
        if (reason != null) {
            finishReason = reason;
            finishNanos = OptionalLong.of(nowNanos);
        }
    }

    /** The server's error; null when this event had none. Nothing that follows can make the answer good again. */
    void fail(@Nullable ErrorBody reported) {
        if (reported != null && error == null) {
            error = reported;
            ended = true;
        }
    }

    /** The model declined. */
    void refuse() {
        refused = true;
    }

    /** The vendor's filter cut the answer. */
    void filter() {
        filtered = true;
    }

    /** The dialect's end came; nothing more is read. */
    void end() {
        ended = true;
    }

    UsageTally usage() {
        return usage;
    }

    FactsDraft facts() {
        return facts;
    }

    boolean ended() {
        return ended;
    }

    boolean hasContent() {
        return chunks > 0;
    }

    /** When the latest event came. */
    long nowNanos() {
        return nowNanos;
    }

    String text() {
        return text.toString();
    }

    ChunkTimes chunks() {
        return ChunkTimes.of(Arrays.copyOf(chunkNanos, chunks));
    }

    ChunkSizes chunkChars() {
        return ChunkSizes.of(Arrays.copyOf(chunkChars, chunks));
    }

    OptionalLong firstEventNanos() {
        return firstEventNanos;
    }

    OptionalLong finishNanos() {
        return finishNanos;
    }

    OptionalLong firstReasoningNanos() {
        return firstReasoningNanos;
    }

    OptionalLong usageNanos() {
        return usageNanos;
    }

    @Nullable
    String finishReason() {
        return finishReason;
    }

    /**
     * How the answer ended, once no more of it comes.
     *
     * @param unfinished what it is when its end or its finish reason is missing
     */
    Ending ending(Kind unfinished) {
        if (error != null) {
            return new Ending(FailureKinds.inStream(error), error.detail());
        }
        if (!ended) {
            return new Ending(unfinished, "the answer stopped without the dialect's end");
        }
        if (finishReason == null) {
            return new Ending(unfinished, "the answer ended without a finish reason");
        }
        if (filtered) {
            return new Ending(Kind.CONTENT_FILTERED, "the vendor's filter cut the answer");
        }
        return refused ? new Ending(Kind.REFUSED, "the model declined") : new Ending(Kind.OK, "");
    }
}
