package dev.taximeter.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.SubscriptionName;
import com.google.pubsub.v1.TopicName;
import dev.taximeter.model.Delay;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Google's own client against the fake. */
final class FakePubSubTest {
    private static final TopicName TOPIC = TopicName.of("project", "letters");
    private static final SubscriptionName ALL = SubscriptionName.of("project", "all-letters");
    private static final long LIMIT_SECONDS = 30;

    private FakePubSub fake;
    private FixedTransportChannelProvider channels;
    private ManagedChannel channel;
    private TopicAdminClient topics;
    private SubscriptionAdminClient subscriptions;

    @BeforeEach
    void start() throws IOException {
        start(FakePubSubConfig.PROMPT);
    }

    private void start(FakePubSubConfig config) throws IOException {
        fake = FakePubSub.start(config, 0);
        channel =
                ManagedChannelBuilder.forTarget(fake.endpoint()).usePlaintext().build();
        channels = FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
        topics = TopicAdminClient.create(TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(channels)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
        subscriptions = SubscriptionAdminClient.create(SubscriptionAdminSettings.newBuilder()
                .setTransportChannelProvider(channels)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
        topics.createTopic(TOPIC);
    }

    @AfterEach
    void stop() {
        topics.close();
        subscriptions.close();
        channel.shutdownNow();
        fake.close();
    }

    private void restart(FakePubSubConfig config) throws IOException {
        stop();
        start(config);
    }

    private static Subscription.Builder subscription(SubscriptionName name) {
        return Subscription.newBuilder().setName(name.toString()).setTopic(TOPIC.toString());
    }

    private static PubsubMessage message(String text, String... attributes) {
        PubsubMessage.Builder message = PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(text));
        for (int i = 0; i < attributes.length; i += 2) {
            message.putAttributes(attributes[i], attributes[i + 1]);
        }
        return message.build();
    }

    private void publish(PubsubMessage... messages) throws IOException, ExecutionException, InterruptedException {
        Publisher publisher = Publisher.newBuilder(TOPIC)
                .setChannelProvider(channels)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build();
        for (PubsubMessage message : messages) {
            assertThat(publisher.publish(message).get()).isNotEmpty();
        }
        publisher.shutdown();
        assertThat(publisher.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** A message and what may become of it. */
    private record Arrival(PubsubMessage message, AckReplyConsumer consumer) {
        String text() {
            return message.getData().toStringUtf8();
        }
    }

    private Subscriber subscriber(SubscriptionName name, BlockingQueue<Arrival> arrivals) {
        MessageReceiver receiver = (message, consumer) -> arrivals.add(new Arrival(message, consumer));
        Subscriber subscriber = Subscriber.newBuilder(name.toString(), receiver)
                .setChannelProvider(channels)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build();
        subscriber.startAsync().awaitRunning();
        return subscriber;
    }

    private static Arrival next(BlockingQueue<Arrival> arrivals) throws InterruptedException {
        Arrival arrival = arrivals.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(arrival).isNotNull();
        return arrival;
    }

    private static List<String> texts(List<ReceivedMessage> received) {
        return received.stream()
                .map(message -> message.getMessage().getData().toStringUtf8())
                .toList();
    }

    private List<ReceivedMessage> pull(SubscriptionName name) {
        return subscriptions.pull(name, 100).getReceivedMessagesList();
    }

    @Test
    void whatIsPublishedIsHandedOutAndLetGo() throws Exception {
        subscriptions.createSubscription(subscription(ALL).build());
        publish(message("one"), message("two"));
        List<ReceivedMessage> received = pull(ALL);
        assertThat(texts(received)).containsExactly("one", "two");
        assertThat(received).allSatisfy(message -> {
            assertThat(message.getMessage().getMessageId()).isNotEmpty();
            assertThat(message.getMessage().getPublishTime().getSeconds()).isPositive();
            assertThat(message.getDeliveryAttempt()).isZero(); // nobody counts without dead letters
        });
        subscriptions.acknowledge(
                ALL, received.stream().map(ReceivedMessage::getAckId).toList());
        // What is let go comes back neither at once nor when it is given back.
        subscriptions.modifyAckDeadline(
                ALL, received.stream().map(ReceivedMessage::getAckId).toList(), 0);
        assertThat(pull(ALL)).isEmpty();
    }

    @Test
    void aStreamHandsOverWhatComesLater() throws Exception {
        subscriptions.createSubscription(subscription(ALL).build());
        BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        Subscriber subscriber = subscriber(ALL, arrivals);
        publish(message("one"));
        Arrival one = next(arrivals);
        assertThat(one.text()).isEqualTo("one");
        one.consumer().ack();
        publish(message("two"));
        Arrival two = next(arrivals);
        two.consumer().ack();
        assertThat(two.text()).isEqualTo("two");
        subscriber.stopAsync().awaitTerminated();
        assertThat(pull(ALL)).isEmpty();
    }

    @Test
    void whatIsRefusedComesAgainAndIsCountedWhereThereIsADeadLetterTopic() throws Exception {
        TopicName dead = TopicName.of("project", "dead-letters");
        SubscriptionName deadLetters = SubscriptionName.of("project", "dead-letters-all");
        topics.createTopic(dead);
        subscriptions.createSubscription(
                subscription(deadLetters).setTopic(dead.toString()).build());
        subscriptions.createSubscription(subscription(ALL)
                .setDeadLetterPolicy(DeadLetterPolicy.newBuilder()
                        .setDeadLetterTopic(dead.toString())
                        .setMaxDeliveryAttempts(5))
                .build());
        BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        Subscriber subscriber = subscriber(ALL, arrivals);
        publish(message("unloved"));
        List<Integer> attempts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Arrival arrival = next(arrivals);
            attempts.add(Subscriber.getDeliveryAttempt(arrival.message()));
            arrival.consumer().nack();
        }
        BlockingQueue<Arrival> buried = new LinkedBlockingQueue<>();
        Subscriber undertaker = subscriber(deadLetters, buried);
        assertThat(next(buried).text()).isEqualTo("unloved");
        subscriber.stopAsync();
        undertaker.stopAsync();
        assertThat(attempts).containsExactly(1, 2, 3, 4, 5);
        assertThat(arrivals).isEmpty();
    }

    @Test
    void whatIsNotLetGoInTimeComesAgain() throws Exception {
        restart(new FakePubSubConfig(1, new Delay.Constant(0), Map.of(), TimeUnit.MILLISECONDS.toNanos(50)));
        subscriptions.createSubscription(subscription(ALL).build());
        publish(message("forgotten"));
        assertThat(texts(pull(ALL))).containsExactly("forgotten");
        BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        Subscriber subscriber = subscriber(ALL, arrivals);
        Arrival again = next(arrivals);
        again.consumer().ack();
        subscriber.stopAsync();
        assertThat(again.text()).isEqualTo("forgotten");
    }

    @Test
    void aFilterLetsThroughOnlyWhatHasTheAttribute() throws Exception {
        SubscriptionName red = SubscriptionName.of("project", "red-letters");
        subscriptions.createSubscription(
                subscription(red).setFilter("attributes.colour = \"red\"").build());
        subscriptions.createSubscription(subscription(ALL).build());
        publish(
                message("one", "colour", "red"),
                message("two", "colour", "blue"),
                message("three"),
                message("four", "colour", "red", "size", "large"));
        assertThat(texts(pull(red))).containsExactly("one", "four");
        assertThat(texts(pull(ALL))).containsExactly("one", "two", "three", "four");
    }

    @Test
    void errorsAreTheProtocolsOwn() {
        TopicName nowhere = TopicName.of("project", "nowhere");
        assertThatThrownBy(() -> topics.getTopic(nowhere))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> topics.publish(nowhere, List.of(message("lost"))))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> topics.createTopic(TOPIC)).isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> topics.createTopic(TopicName.of("project", "goog-le")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> subscriptions.createSubscription(
                        subscription(ALL).setTopic(nowhere.toString()).build()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> subscriptions.createSubscription(
                        subscription(ALL).setAckDeadlineSeconds(9).build()))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> subscriptions.createSubscription(
                        subscription(ALL).setEnableMessageOrdering(true).build()))
                .isInstanceOf(UnimplementedException.class);
        assertThatThrownBy(() -> subscriptions.pull(ALL, 1)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> subscriptions.deleteSubscription(ALL)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> topics.publish(TOPIC, List.of(PubsubMessage.getDefaultInstance())))
                .isInstanceOf(InvalidArgumentException.class);
        subscriptions.createSubscription(subscription(ALL).build());
        assertThatThrownBy(
                        () -> subscriptions.createSubscription(subscription(ALL).build()))
                .isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void aSubscriberWhoseSubscriptionIsDeletedFails() throws Exception {
        subscriptions.createSubscription(subscription(ALL).build());
        BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        Subscriber subscriber = subscriber(ALL, arrivals);
        publish(message("one"));
        next(arrivals).consumer().ack(); // so that its stream is open
        subscriptions.deleteSubscription(ALL);
        assertThatThrownBy(() -> subscriber.awaitTerminated(LIMIT_SECONDS, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(io.grpc.StatusRuntimeException.class);
    }

    @Test
    void aDelayHoldsItsTopicBackAndNoOther() throws Exception {
        restart(new FakePubSubConfig(
                1, new Delay.Constant(0), Map.of(TOPIC.getTopic(), new Delay.Constant(TimeUnit.HOURS.toNanos(1))), 0));
        TopicName prompt = TopicName.of("project", "prompt");
        SubscriptionName promptly = SubscriptionName.of("project", "promptly");
        topics.createTopic(prompt);
        subscriptions.createSubscription(subscription(ALL).build());
        subscriptions.createSubscription(
                subscription(promptly).setTopic(prompt.toString()).build());
        topics.publish(TOPIC, List.of(message("first")));
        topics.publish(prompt, List.of(message("second")));
        assertThat(texts(pull(promptly))).containsExactly("second");
        assertThat(pull(ALL)).isEmpty();
    }
}
