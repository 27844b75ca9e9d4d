package dev.taximeter.emulator.pubsub;

import io.grpc.stub.StreamObserver;

/** How a call that has one answer is answered. */
final class Replies {
    private Replies() {}

    static <T> void one(StreamObserver<T> response, T answer) {
        response.onNext(answer);
        response.onCompleted();
    }
}
