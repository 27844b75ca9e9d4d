package dev.taximeter.emulator.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The protocol's side of subscriptions. */
final class SubscriberService extends SubscriberGrpc.SubscriberImplBase {
    private final PostOffice office;
    private final Clockwork clockwork;
    private final List<StreamingPullRequest> openings = new CopyOnWriteArrayList<>();

    SubscriberService(PostOffice office, Clockwork clockwork) {
        this.office = office;
        this.clockwork = clockwork;
    }

    /** What each stream said when it opened, in order. */
    List<StreamingPullRequest> openings() {
        return List.copyOf(openings);
    }

    @Override
    public void createSubscription(Subscription request, StreamObserver<Subscription> response) {
        clockwork.run(response, () -> Replies.one(response, office.create(request)));
    }

    @Override
    public void getSubscription(GetSubscriptionRequest request, StreamObserver<Subscription> response) {
        clockwork.run(response, () -> Replies.one(response, office.subscription(request.getSubscription())));
    }

    @Override
    public void deleteSubscription(DeleteSubscriptionRequest request, StreamObserver<Empty> response) {
        clockwork.run(response, () -> {
            office.deleteSubscription(request.getSubscription());
            Replies.one(response, Empty.getDefaultInstance());
        });
    }

    /** Gives what is there, and does not wait for more. */
    @Override
    public void pull(PullRequest request, StreamObserver<PullResponse> response) {
        clockwork.run(response, () -> {
            if (request.getMaxMessages() < 1) {
                throw Refusal.invalid("max_messages must be at least 1");
            }
            Mailbox mailbox = office.mailbox(request.getSubscription());
            Replies.one(
                    response,
                    PullResponse.newBuilder()
                            .addAllReceivedMessages(mailbox.pull(request.getMaxMessages()))
                            .build());
        });
    }

    @Override
    public void acknowledge(AcknowledgeRequest request, StreamObserver<Empty> response) {
        clockwork.run(response, () -> {
            Mailbox mailbox = office.mailbox(request.getSubscription());
            request.getAckIdsList().forEach(mailbox::acknowledge);
            Replies.one(response, Empty.getDefaultInstance());
        });
    }

    @Override
    public void modifyAckDeadline(ModifyAckDeadlineRequest request, StreamObserver<Empty> response) {
        clockwork.run(response, () -> {
            if (request.getAckDeadlineSeconds() < 0 || request.getAckDeadlineSeconds() > 600) {
                throw Refusal.invalid("ack_deadline_seconds must be between 0 and 600");
            }
            Mailbox mailbox = office.mailbox(request.getSubscription());
            request.getAckIdsList().forEach(id -> mailbox.deadline(id, request.getAckDeadlineSeconds()));
            Replies.one(response, Empty.getDefaultInstance());
        });
    }

    @Override
    public StreamObserver<StreamingPullRequest> streamingPull(StreamObserver<StreamingPullResponse> response) {
        return new Pulling(response);
    }

    /** One stream: its first request says of what, the others let go, move deadlines, or ask whether we are there. */
    private final class Pulling implements StreamObserver<StreamingPullRequest> {
        private final StreamObserver<StreamingPullResponse> response;
        private @Nullable Mailbox mailbox;
        private @Nullable PullStream stream;

        Pulling(StreamObserver<StreamingPullResponse> response) {
            this.response = response;
        }

        @Override
        public void onNext(StreamingPullRequest request) {
            clockwork.run(response, () -> {
                if (mailbox == null || stream == null) {
                    open(request);
                } else {
                    request.getAckIdsList().forEach(mailbox::acknowledge);
                    for (int i = 0; i < request.getModifyDeadlineAckIdsCount(); i++) {
                        mailbox.deadline(request.getModifyDeadlineAckIds(i), request.getModifyDeadlineSeconds(i));
                    }
                    stream.pong();
                }
            });
        }

        private void open(StreamingPullRequest request) {
            Mailbox asked = office.mailbox(request.getSubscription());
            Refusal.requireDeadline(request.getStreamAckDeadlineSeconds(), false);
            openings.add(request);
            PullStream opened = new PullStream(request, response);
            mailbox = asked;
            stream = opened;
            asked.open(opened);
        }

        @Override
        public void onError(Throwable gone) {
            clockwork.submit(this::close);
        }

        @Override
        public void onCompleted() {
            clockwork.submit(() -> {
                close();
                response.onCompleted();
            });
        }

        private void close() {
            if (mailbox != null && stream != null) {
                mailbox.close(stream);
            }
        }
    }
}
