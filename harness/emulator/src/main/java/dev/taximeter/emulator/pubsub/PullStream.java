package dev.taximeter.emulator.pubsub;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import io.grpc.stub.StreamObserver;

/** One subscriber's open stream, and how much more it takes. */
final class PullStream {
    private final StreamObserver<StreamingPullResponse> observer;
    private final int deadlineSeconds;
    private final long mostMessages;
    private final long mostBytes;
    private long messages;
    private long bytes;

    /** @param opening the stream's first request */
    PullStream(StreamingPullRequest opening, StreamObserver<StreamingPullResponse> observer) {
        this.observer = observer;
        this.deadlineSeconds = opening.getStreamAckDeadlineSeconds();
        this.mostMessages = unlessZero(opening.getMaxOutstandingMessages());
        this.mostBytes = unlessZero(opening.getMaxOutstandingBytes());
    }

    private static long unlessZero(long most) {
        return most <= 0 ? Long.MAX_VALUE : most;
    }

    int deadlineSeconds() {
        return deadlineSeconds;
    }

    boolean hasRoom() {
        return messages < mostMessages && bytes < mostBytes;
    }

    void send(ReceivedMessage message, Letter letter) {
        messages++;
        bytes += letter.bytes();
        observer.onNext(
                StreamingPullResponse.newBuilder().addReceivedMessages(message).build());
    }

    /** It has let go of a message. */
    void free(Letter letter) {
        messages--;
        bytes -= letter.bytes();
    }

    /** Answers a subscriber that asks whether we are there. */
    void pong() {
        observer.onNext(StreamingPullResponse.getDefaultInstance());
    }

    void end(Throwable why) {
        observer.onError(why);
    }
}
