package dev.taximeter.provider.queue;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Passage;
import dev.taximeter.model.QueueCounts;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.provider.BootId;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.WorkerClocks;
import dev.taximeter.provider.queue.Broker.BrokerException;
import dev.taximeter.provider.queue.Pending.Arrival;
import dev.taximeter.provider.queue.Pending.Ticket;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A language model behind a message queue. Thread-safe; made for virtual threads.
 *
 * <p>Times: sent is stamped before the request is handed to the broker's client, published when that returned, done when
 * the listener had read the reply; what happens to it afterwards is not counted. In between lie the worker's own stamps.
 *
 * <p>Before the first call it plays ping-pong with the worker, so that both sides' connections are open and
 * {@link WorkerClocks} knows how their clocks stand.
 */
public final class QueueProvider implements Provider {
    private static final int PINGS = 20;
    private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final NanoClock clock;
    private final Broker broker;
    private final Pending pending;
    private final WorkerClocks clocks;
    private final Consumer<QueueCounts> ending;
    private @Nullable String problem;
    private boolean closed;

    private QueueProvider(
            Broker.Opening opening, String client, NanoClock clock, WorkerClocks clocks, Consumer<QueueCounts> ending) {
        this.clock = clock;
        this.clocks = clocks;
        this.pending = new Pending(client);
        this.ending = ending;
        this.broker = opening.open(this::hear);
    }

    /**
     * Connects and plays ping-pong.
     *
     * @param client letters, digits and dashes; no other client of the queue has this name
     * @param knownBoundNanos how far the workers' clocks are from ours at most, where that is known otherwise
     * @param ending gets the counts of all calls when the provider closes
     */
    static QueueProvider open(
            Broker.Opening opening,
            String client,
            NanoClock clock,
            OptionalLong knownBoundNanos,
            Consumer<QueueCounts> ending) {
        WorkerClocks clocks = new WorkerClocks(BootId.current(), knownBoundNanos);
        QueueProvider provider = new QueueProvider(opening, client, clock, clocks, ending);
        provider.problem = provider.ping();
        for (int i = 1; i < PINGS && provider.problem == null; i++) {
            provider.problem = provider.ping();
        }
        return provider;
    }

    /** Why no worker answered the pings, in which case no call will be answered either; empty when one did. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public Reply call(Call call, RunClock run) {
        Ticket ticket = pending.begin();
        String message = new QueueRequest(ticket.id(), broker.replyTo(), call.question()).toJson();
        long sentNanos = run.nanos();
        try {
            broker.publish(message);
            long publishedNanos = run.nanos();
            pending.published();
            long leftNanos = call.timeoutNanos() - (publishedNanos - sentNanos);
            Arrival arrival = ticket.arrival().get(leftNanos, TimeUnit.NANOSECONDS);
            return reply(arrival, sentNanos, publishedNanos, run);
        } catch (BrokerException e) {
            // A blocked virtual thread that is interrupted finds its socket closed.
            boolean cancelled = Thread.currentThread().isInterrupted();
            return failed(
                    sentNanos,
                    run,
                    cancelled ? Outcome.Kind.CANCELLED : Outcome.Kind.CONNECT_FAILED,
                    String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            return failed(
                    sentNanos,
                    run,
                    Outcome.Kind.TIMEOUT_BEFORE_HEADERS,
                    "no answer within the call's limit: lost or late");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a ticket fails never", e);
        } catch (InterruptedException e) {
            Reply reply = failed(sentNanos, run, Outcome.Kind.CANCELLED, "");
            Thread.currentThread().interrupt();
            return reply;
        } finally {
            pending.end(ticket);
        }
    }

    private Reply reply(Arrival arrival, long sentNanos, long publishedNanos, RunClock run) {
        QueueReply reply = arrival.reply();
        long doneNanos = Math.max(sentNanos, arrival.atNanos() - run.originNanos());
        Passage passage = clocks.passage(
                sentNanos,
                OptionalLong.of(Math.min(publishedNanos, doneNanos)),
                reply.stamps(),
                doneNanos,
                run.originNanos());
        QueueReply.ModelAnswer answer = reply.answer();
        Outcome outcome = answer == null
                ? Outcome.of(Outcome.Kind.SERVER_ERROR, reply.error() == null ? "no answer in it" : reply.error())
                : Outcome.of(Outcome.Kind.OK, "");
        Attempt attempt = Attempt.without(sentNanos, doneNanos, outcome)
                .with(ServerFacts.of(passage, reply.id(), reply.stamps().worker()));
        return answer == null
                ? Reply.text(attempt, "")
                : new Reply(attempt, answer.intent(), answer.intent(), answer.confidence(), answer.entities());
    }

    private static Reply failed(long sentNanos, RunClock run, Outcome.Kind kind, String detail) {
        return Reply.text(Attempt.without(sentNanos, run.nanos(), Outcome.of(kind, detail)), "");
    }

    /** On the listener's thread. What is no reply is passed over: a queue may be shared with others. */
    private void hear(String message, long arrivedNanos) {
        try {
            pending.arrived(new Arrival(QueueReply.ofJson(message), arrivedNanos));
        } catch (IllegalArgumentException e) {
            // not of this protocol; the call that it may belong to times out
        }
    }

    /** Null when a worker answered, else why none did. */
    private @Nullable String ping() {
        Ticket ticket = pending.begin();
        long sentNanos = clock.nanos();
        try {
            broker.publish(new QueueRequest(ticket.id(), broker.replyTo(), null).toJson());
            Arrival pong = ticket.arrival().get(PING_NANOS, TimeUnit.NANOSECONDS);
            Passage _ =
                    clocks.passage(sentNanos, OptionalLong.empty(), pong.reply().stamps(), pong.atNanos(), 0);
            return null;
        } catch (BrokerException e) {
            return String.valueOf(e.getMessage());
        } catch (TimeoutException e) {
            return "no worker answered within %d s".formatted(TimeUnit.NANOSECONDS.toSeconds(PING_NANOS));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a ticket fails never", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            pending.end(ticket);
        }
    }

    /**
     * Waits for one more pong, then counts and disconnects. Where the broker keeps the order, no earlier answer is left on
     * the way behind it; else a late second answer may go uncounted.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (problem == null) {
            String _ = ping();
        }
        ending.accept(pending.counts());
        broker.close();
    }
}
