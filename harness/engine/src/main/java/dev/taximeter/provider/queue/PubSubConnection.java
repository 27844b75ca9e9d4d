package dev.taximeter.provider.queue;

import com.google.api.gax.core.ExecutorProvider;
import com.google.api.gax.core.InstantiatingExecutorProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.cloud.pubsub.v1.SubscriberShutdownSettings;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.SubscriptionName;
import com.google.pubsub.v1.TopicName;
import dev.taximeter.model.PubSubSettings;
import dev.taximeter.model.PubSubSettings.Publishing;
import dev.taximeter.model.PubSubSettings.Subscribing;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How clients and workers speak to Pub/Sub, by Google's own client: to Google's service with the application default
 * credentials, or to an emulator in clear text and without any. Its methods throw {@link PubSubException}. Thread-safe.
 */
public final class PubSubConnection implements AutoCloseable {
    private static final long START_SECONDS = 30;
    private static final long CLOSE_SECONDS = 5;

    /** Google's defaults, but for the whole time, which is the least that its publisher takes: calls give up sooner. */
    private static final RetrySettings RETRIES = RetrySettings.newBuilder()
            .setTotalTimeoutDuration(Duration.ofSeconds(10))
            .setInitialRetryDelayDuration(Duration.ofMillis(100))
            .setRetryDelayMultiplier(4)
            .setMaxRetryDelayDuration(Duration.ofSeconds(60))
            .setInitialRpcTimeoutDuration(Duration.ofSeconds(5))
            .setRpcTimeoutMultiplier(4)
            .setMaxRpcTimeoutDuration(Duration.ofSeconds(60))
            .build();

    private final String where;
    private final @Nullable ManagedChannel channel;
    private final PubSubSettings settings;

    private PubSubConnection(@Nullable String endpoint, PubSubSettings settings) {
        this.where = endpoint == null ? "Pub/Sub" : "Pub/Sub at " + endpoint;
        this.channel = endpoint == null
                ? null
                : ManagedChannelBuilder.forTarget(endpoint).usePlaintext().build();
        this.settings = settings;
    }

    /**
     * A connection; nothing is asked yet.
     *
     * @param endpoint {@code host:port} of an emulator; null for Google's service
     */
    public static PubSubConnection open(@Nullable String endpoint, PubSubSettings settings) {
        return new PubSubConnection(endpoint, settings);
    }

    /** Makes the topics, where they are not there yet. */
    public void ensureTopics(TopicName... topics) {
        asking(() -> {
            try (TopicAdminClient client = topics()) {
                for (TopicName topic : topics) {
                    ensure(client, topic);
                }
            }
            return where;
        });
    }

    private TopicAdminClient topics() throws IOException {
        TopicAdminSettings.Builder admin = TopicAdminSettings.newBuilder();
        admin.createTopicSettings().setRetrySettings(retries());
        if (channel != null) {
            admin.setTransportChannelProvider(fixed(channel)).setCredentialsProvider(NoCredentialsProvider.create());
        }
        return TopicAdminClient.create(admin.build());
    }

    private static void ensure(TopicAdminClient client, TopicName topic) {
        try {
            var _ = client.createTopic(topic);
        } catch (AlreadyExistsException e) {
            // as good
        }
    }

    /** Makes the subscription, where it is not there yet. */
    public void ensureSubscription(Subscription subscription) {
        asking(() -> {
            try (SubscriptionAdminClient client = subscriptions()) {
                var _ = client.createSubscription(subscription);
            } catch (AlreadyExistsException e) {
                // as good
            }
            return where;
        });
    }

    /** Removes the subscription, if it is there. */
    public void deleteSubscription(SubscriptionName name) {
        asking(() -> {
            try (SubscriptionAdminClient client = subscriptions()) {
                client.deleteSubscription(name);
            } catch (NotFoundException e) {
                // as good
            }
            return where;
        });
    }

    private SubscriptionAdminClient subscriptions() throws IOException {
        SubscriptionAdminSettings.Builder admin = SubscriptionAdminSettings.newBuilder();
        admin.createSubscriptionSettings().setRetrySettings(retries());
        admin.deleteSubscriptionSettings().setRetrySettings(retries());
        if (channel != null) {
            admin.setTransportChannelProvider(fixed(channel)).setCredentialsProvider(NoCredentialsProvider.create());
        }
        return SubscriptionAdminClient.create(admin.build());
    }

    /** Publishes with our settings. */
    public Publisher publisher(TopicName topic) {
        Publishing publishing = settings.publisher();
        Publisher.Builder builder = Publisher.newBuilder(topic)
                .setBatchingSettings(Publisher.Builder.getDefaultBatchingSettings().toBuilder()
                        .setDelayThresholdDuration(Duration.ofNanos(publishing.delayThresholdNanos()))
                        .setElementCountThreshold((long) publishing.elementCountThreshold())
                        .setRequestByteThreshold((long) publishing.requestByteThreshold())
                        .build())
                .setRetrySettings(RETRIES)
                .setExecutorProvider(threads(publishing.executorThreads()));
        if (channel != null) {
            builder.setChannelProvider(fixed(channel)).setCredentialsProvider(NoCredentialsProvider.create());
        }
        return asking(builder::build);
    }

    /** Receives with our settings; returns when it runs. */
    public Subscriber subscriber(SubscriptionName name, MessageReceiver receiver) {
        Subscribing subscribing = settings.subscriber();
        Subscriber.Builder builder = Subscriber.newBuilder(name.toString(), receiver)
                .setFlowControlSettings(Subscriber.Builder.getDefaultFlowControlSettings().toBuilder()
                        .setMaxOutstandingElementCount((long) subscribing.maxOutstandingElementCount())
                        .setMaxOutstandingRequestBytes(subscribing.maxOutstandingRequestBytes())
                        .build())
                .setParallelPullCount(subscribing.parallelPullCount())
                .setExecutorProvider(threads(subscribing.executorThreads()))
                .setMaxAckExtensionPeriodDuration(Duration.ofNanos(subscribing.maxAckExtensionPeriodNanos()))
                .setSubscriberShutdownSettings(SubscriberShutdownSettings.newBuilder()
                        .setMode(SubscriberShutdownSettings.ShutdownMode.NACK_IMMEDIATELY)
                        .setTimeout(Duration.ofSeconds(1))
                        .build());
        if (subscribing.minDurationPerAckExtensionNanos() > 0) {
            builder.setMinDurationPerAckExtensionDuration(
                    Duration.ofNanos(subscribing.minDurationPerAckExtensionNanos()));
        }
        if (subscribing.maxDurationPerAckExtensionNanos() > 0) {
            builder.setMaxDurationPerAckExtensionDuration(
                    Duration.ofNanos(subscribing.maxDurationPerAckExtensionNanos()));
        }
        if (channel != null) {
            builder.setChannelProvider(fixed(channel)).setCredentialsProvider(NoCredentialsProvider.create());
        }
        return asking(() -> {
            Subscriber subscriber = builder.build();
            subscriber.startAsync().awaitRunning(START_SECONDS, TimeUnit.SECONDS);
            return subscriber;
        });
    }

    /** Sends what is left, and ends. */
    public static void end(Publisher publisher) {
        publisher.shutdown();
        try {
            boolean _ = publisher.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends; what was received and not let go is handed out again. */
    public static void end(Subscriber subscriber) {
        try {
            subscriber.stopAsync().awaitTerminated(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | IllegalStateException e) {
            // It ends when its streams do, or had failed before.
        }
    }

    /**
     * Google's client asks for a minute whether a service that refuses the connection has come back. An emulator that is
     * not there is not there.
     */
    private RetrySettings retries() {
        return channel == null ? RETRIES : RETRIES.toBuilder().setMaxAttempts(1).build();
    }

    private static ExecutorProvider threads(int threads) {
        return InstantiatingExecutorProvider.newBuilder()
                .setExecutorThreadCount(threads)
                .build();
    }

    private static TransportChannelProvider fixed(ManagedChannel channel) {
        return FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
    }

    /** Something that is asked of Google's client. */
    @FunctionalInterface
    private interface Asked<T> {
        T get() throws IOException, TimeoutException;
    }

    private <T> T asking(Asked<T> asked) {
        try {
            return asked.get();
        } catch (ApiException | IOException e) {
            throw new PubSubException(where + ": " + words(e), e);
        } catch (IllegalStateException e) {
            // a service that failed to start; its cause says why
            throw new PubSubException(where + ": " + words(e.getCause() == null ? e : e.getCause()), e);
        } catch (TimeoutException e) {
            throw new PubSubException(where + ": its subscriber did not start within %d s".formatted(START_SECONDS), e);
        }
    }

    /** In words, on one line. */
    static String words(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Disconnects. Safe to call twice. */
    @Override
    public void close() {
        if (channel != null) {
            channel.shutdownNow();
        }
    }
}
