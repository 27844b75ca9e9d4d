package dev.taximeter.serve;

import dev.taximeter.model.NanoClock;
import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.provider.WorkerStamps;
import dev.taximeter.provider.queue.QueueReply;
import dev.taximeter.provider.queue.QueueRequest;
import dev.taximeter.serve.Batcher.Inferred;
import dev.taximeter.serve.Inbox.Answered;
import dev.taximeter.serve.Inbox.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of a queue. One thread receives, stamps and queues for the model, as far as there is room: what
 * there is no room for waits at the broker, where it counts as transport. Another one sends the answers.
 */
public final class QueueWorker implements AutoCloseable {
    private static final int AT_ONCE = 64;

    private final Inbox inbox;
    private final Batcher<Inference> batcher;
    private final NanoClock clock;
    private final String name;
    private final @Nullable String bootId;
    private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private final LongAdder answered = new LongAdder();
    private final LongAdder redelivered = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final Thread receiver;
    private final Thread replier;
    private volatile boolean closed;

    /**
     * Starts to work.
     *
     * @param inbox is closed with the worker
     * @param batcher stays the caller's
     * @param name no other worker of the queue has it
     * @param bootId of this machine; null where it is not known
     */
    QueueWorker(Inbox inbox, Batcher<Inference> batcher, NanoClock clock, String name, @Nullable String bootId) {
        this.inbox = inbox;
        this.batcher = batcher;
        this.clock = clock;
        this.name = name;
        this.bootId = bootId;
        this.receiver = Thread.ofPlatform().name("receiver").daemon().start(this::receive);
        this.replier = Thread.ofPlatform().name("replier").daemon().start(this::reply);
    }

    private record Done(
            Delivery delivery,
            QueueRequest request,
            @Nullable Inferred<Inference> inferred) {}

    /** Requests answered so far. */
    public long answered() {
        return answered.sum();
    }

    /** Those among the received ones that had been handed to a worker before. */
    public long redelivered() {
        return redelivered.sum();
    }

    /** Messages that were no requests; they were let go. */
    public long unreadable() {
        return unreadable.sum();
    }

    private void receive() {
        try {
            while (!closed) {
                for (Delivery delivery : inbox.receive(Math.clamp(batcher.room(), 1, AT_ONCE))) {
                    take(delivery);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void take(Delivery delivery) throws InterruptedException {
        if (delivery.delivery() > 1) {
            redelivered.increment();
        }
        QueueRequest request;
        try {
            request = QueueRequest.ofJson(delivery.message());
        } catch (IllegalArgumentException e) {
            unreadable.increment();
            inbox.answer(List.of(new Answered(delivery, "", "")));
            return;
        }
        String text = request.text();
        if (text == null) {
            done.add(new Done(delivery, request, null));
        } else {
            batcher.put(text, delivery.receivedNanos(), inferred -> done.add(new Done(delivery, request, inferred)));
        }
    }

    private void reply() {
        List<Done> ready = new ArrayList<>();
        try {
            while (!closed) {
                ready.add(done.take());
                done.drainTo(ready, AT_ONCE);
                inbox.answer(ready.stream().map(this::answer).toList());
                answered.add(ready.size());
                ready.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private Answered answer(Done ready) {
        Delivery delivery = ready.delivery();
        Inferred<Inference> inferred = ready.inferred();
        long nowNanos = clock.nanos();
        WorkerStamps stamps = new WorkerStamps(
                name,
                bootId,
                delivery.receivedNanos(),
                inferred == null ? nowNanos : inferred.fromNanos(),
                inferred == null ? nowNanos : inferred.toNanos(),
                nowNanos,
                delivery.delivery(),
                inferred == null ? 1 : inferred.batch());
        Inference inference = inferred == null ? null : inferred.result();
        QueueReply reply = new QueueReply(
                ready.request().id(),
                stamps,
                inference == null
                        ? null
                        : new QueueReply.ModelAnswer(
                                inference.result().intent().intent(),
                                inference.result().intent().confidence(),
                                inference.result().entities()),
                inferred == null ? null : inferred.failure());
        return new Answered(delivery, ready.request().replyTo(), reply.toJson());
    }

    /** Stops receiving and disconnects. What was received and not answered stays with the broker. Safe to call twice. */
    @Override
    public void close() {
        closed = true;
        receiver.interrupt();
        replier.interrupt();
        inbox.close();
    }
}
