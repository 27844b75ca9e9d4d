package dev.taximeter.provider.queue;

import com.google.pubsub.v1.SubscriptionName;
import com.google.pubsub.v1.TopicName;

/**
 * The names under which a queue lives in Pub/Sub.
 *
 * @param project id of the project
 * @param queue name of the queue, e.g. {@code nlu}
 */
public record PubSubNames(String project, String queue) {
    /** The attribute of a reply that says whose it is. */
    public static final String CLIENT = "client";

    /** Where requests go. */
    public TopicName requests() {
        return TopicName.of(project, queue + "-requests");
    }

    /** Out of which all workers take them. */
    public SubscriptionName workers() {
        return SubscriptionName.of(project, queue + "-workers");
    }

    /** Where all replies go; {@link #CLIENT} says whose each is. */
    public TopicName replies() {
        return TopicName.of(project, queue + "-replies");
    }

    /** One client's own replies. */
    public SubscriptionName replies(String client) {
        return SubscriptionName.of(project, queue + "-replies-" + client);
    }

    /** Where requests go that nobody answers however often they are handed out. */
    public TopicName deadLetters() {
        return TopicName.of(project, queue + "-dead-letters");
    }
}
