package dev.taximeter.emulator.pubsub;

import com.google.pubsub.v1.StreamingPullRequest;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A fake Pub/Sub that serves on loopback, in clear text. Close it. Thread-safe. */
public final class FakePubSub implements AutoCloseable {
    private static final long CLOSE_SECONDS = 2;

    private final Clockwork clockwork = new Clockwork();
    private final PublisherService publisher;
    private final SubscriberService subscriber;
    private final Server server;

    private FakePubSub(FakePubSubConfig config, int port) throws IOException {
        PostOffice office = new PostOffice(config, clockwork);
        this.publisher = new PublisherService(office, clockwork);
        this.subscriber = new SubscriberService(office, clockwork);
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .addService(publisher)
                .addService(subscriber)
                .build()
                .start();
    }

    /**
     * Starts it.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is not free
     */
    public static FakePubSub start(FakePubSubConfig config, int port) throws IOException {
        return new FakePubSub(config, port);
    }

    /** {@code host:port}. */
    public String endpoint() {
        return "127.0.0.1:" + server.getPort();
    }

    /** How many messages each publishing call brought so far, in order. */
    public List<Integer> published() {
        return publisher.batches();
    }

    /** What each stream of a subscriber said when it opened, in order. */
    public List<StreamingPullRequest> streams() {
        return subscriber.openings();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            boolean _ = server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clockwork.stop();
    }
}
