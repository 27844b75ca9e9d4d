package dev.taximeter.emulator.pubsub;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.taximeter.emulator.Draws;
import dev.taximeter.model.Delay;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** All topics and subscriptions. Belongs to the thread of its {@link Clockwork}. */
final class PostOffice {
    private static final String DELETED_TOPIC = "_deleted-topic_";
    private static final int DEFAULT_DEADLINE_SECONDS = 10;
    private static final int LEAST_ATTEMPTS = 5;
    private static final int MOST_ATTEMPTS = 100;
    private static final Delay NONE = new Delay.Constant(0);

    private final FakePubSubConfig config;
    private final Clockwork clockwork;
    private final SplittableRandom publishing;
    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private final Map<String, SplittableRandom> draws = new HashMap<>();
    private final Map<String, Mailbox> mailboxes = new LinkedHashMap<>();
    private long messages;

    PostOffice(FakePubSubConfig config, Clockwork clockwork) {
        this.config = config;
        this.clockwork = clockwork;
        this.publishing = new SplittableRandom(config.seed());
    }

    Topic create(Topic topic) {
        Refusal.requireTopicName(topic.getName());
        if (topics.putIfAbsent(topic.getName(), topic) != null) {
            throw Refusal.alreadyExists(topic.getName());
        }
        return topic;
    }

    Topic topic(String name) {
        Topic topic = topics.get(name);
        if (topic == null) {
            throw Refusal.notFound(name);
        }
        return topic;
    }

    /** Its subscriptions stay, without a topic. */
    void deleteTopic(String name) {
        topics.remove(topic(name).getName());
    }

    Subscription create(Subscription asked) {
        Refusal.requireSubscriptionName(asked.getName());
        Refusal.requireDeadline(asked.getAckDeadlineSeconds(), true);
        Topic topic = topic(asked.getTopic());
        refuseWhatIsNotFaked(asked);
        if (mailboxes.containsKey(asked.getName())) {
            throw Refusal.alreadyExists(asked.getName());
        }
        Subscription subscription = asked.toBuilder()
                .setTopic(topic.getName())
                .setAckDeadlineSeconds(
                        asked.getAckDeadlineSeconds() == 0 ? DEFAULT_DEADLINE_SECONDS : asked.getAckDeadlineSeconds())
                .setState(Subscription.State.ACTIVE)
                .build();
        mailboxes.put(
                subscription.getName(),
                new Mailbox(
                        subscription,
                        clockwork,
                        config.ackDeadlineNanos(),
                        letter ->
                                publishAgain(subscription.getDeadLetterPolicy().getDeadLetterTopic(), letter)));
        return subscription;
    }

    private static void refuseWhatIsNotFaked(Subscription asked) {
        if (asked.getEnableMessageOrdering()) {
            throw Refusal.notFaked("message ordering");
        }
        if (asked.getEnableExactlyOnceDelivery()) {
            throw Refusal.notFaked("exactly-once delivery");
        }
        if (asked.hasPushConfig() && !asked.getPushConfig().getPushEndpoint().isEmpty()) {
            throw Refusal.notFaked("push");
        }
        int attempts = asked.getDeadLetterPolicy().getMaxDeliveryAttempts();
        if (asked.hasDeadLetterPolicy() && (attempts < LEAST_ATTEMPTS || attempts > MOST_ATTEMPTS)) {
            throw Refusal.invalid("Invalid max_delivery_attempts: %d; it must be between %d and %d"
                    .formatted(attempts, LEAST_ATTEMPTS, MOST_ATTEMPTS));
        }
    }

    Mailbox mailbox(String subscription) {
        Mailbox mailbox = mailboxes.get(subscription);
        if (mailbox == null) {
            throw Refusal.notFound(subscription);
        }
        return mailbox;
    }

    /** What the protocol shows of it. */
    Subscription subscription(String name) {
        Subscription subscription = mailbox(name).subscription();
        return topics.containsKey(subscription.getTopic())
                ? subscription
                : subscription.toBuilder().setTopic(DELETED_TOPIC).build();
    }

    void deleteSubscription(String name) {
        mailbox(name).end(Refusal.notFound(name));
        mailboxes.remove(name);
    }

    /** How long until a message counts as published. */
    long publishNanos() {
        return Draws.of(config.publish(), publishing);
    }

    /**
     * Takes a message and hands it out to every subscription that wants it, after the topic's delay.
     *
     * @return its id
     */
    String publish(String topic, PubsubMessage message) {
        if (message.getData().isEmpty() && message.getAttributesCount() == 0) {
            throw Refusal.invalid("a message without data and without attributes");
        }
        if (!message.getOrderingKey().isEmpty()) {
            throw Refusal.notFaked("message ordering");
        }
        String id = String.valueOf(++messages);
        Instant now = Instant.now();
        PubsubMessage published = message.toBuilder()
                .setMessageId(id)
                .setPublishTime(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .build();
        long delayNanos = deliveryNanos(topic);
        for (Mailbox mailbox : mailboxes.values()) {
            Letter letter = new Letter(published);
            if (mailbox.subscription().getTopic().equals(topic) && mailbox.wants(letter)) {
                clockwork.after(delayNanos, () -> mailbox.put(letter));
            }
        }
        return id;
    }

    private long deliveryNanos(String topic) {
        String last = topic.substring(topic.lastIndexOf('/') + 1);
        SplittableRandom random =
                draws.computeIfAbsent(last, name -> new SplittableRandom(config.seed() * 31 + name.hashCode()));
        return Draws.of(config.deliveries().getOrDefault(last, NONE), random);
    }

    private void publishAgain(String topic, Letter letter) {
        if (topics.containsKey(topic)) {
            String _ = publish(topic, letter.message);
        }
    }
}
