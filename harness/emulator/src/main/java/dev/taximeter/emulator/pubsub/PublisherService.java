package dev.taximeter.emulator.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Topic;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The protocol's side of topics. */
final class PublisherService extends PublisherGrpc.PublisherImplBase {
    private final PostOffice office;
    private final Clockwork clockwork;
    private final List<Integer> batches = new CopyOnWriteArrayList<>();

    PublisherService(PostOffice office, Clockwork clockwork) {
        this.office = office;
        this.clockwork = clockwork;
    }

    /** How many messages each publishing call brought, in order. */
    List<Integer> batches() {
        return List.copyOf(batches);
    }

    @Override
    public void createTopic(Topic request, StreamObserver<Topic> response) {
        clockwork.run(response, () -> Replies.one(response, office.create(request)));
    }

    @Override
    public void getTopic(GetTopicRequest request, StreamObserver<Topic> response) {
        clockwork.run(response, () -> Replies.one(response, office.topic(request.getTopic())));
    }

    @Override
    public void deleteTopic(DeleteTopicRequest request, StreamObserver<Empty> response) {
        clockwork.run(response, () -> {
            office.deleteTopic(request.getTopic());
            Replies.one(response, Empty.getDefaultInstance());
        });
    }

    @Override
    public void publish(PublishRequest request, StreamObserver<PublishResponse> response) {
        clockwork.run(response, () -> {
            String topic = office.topic(request.getTopic()).getName();
            batches.add(request.getMessagesCount());
            List<String> ids = new ArrayList<>();
            for (PubsubMessage message : request.getMessagesList()) {
                ids.add(office.publish(topic, message));
            }
            PublishResponse published =
                    PublishResponse.newBuilder().addAllMessageIds(ids).build();
            clockwork.after(office.publishNanos(), () -> Replies.one(response, published));
        });
    }
}
