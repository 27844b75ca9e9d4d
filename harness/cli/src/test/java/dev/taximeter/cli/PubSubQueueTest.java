package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.Subscription;
import dev.taximeter.emulator.pubsub.FakePubSub;
import dev.taximeter.emulator.pubsub.FakePubSubConfig;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Delay;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Passage;
import dev.taximeter.model.PubSubSettings;
import dev.taximeter.model.PubSubSettings.Publishing;
import dev.taximeter.model.PubSubSettings.Subscribing;
import dev.taximeter.model.QueueCounts;
import dev.taximeter.model.Target.PubSubQueue;
import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.queue.PubSubConnection;
import dev.taximeter.provider.queue.PubSubException;
import dev.taximeter.provider.queue.PubSubNames;
import dev.taximeter.provider.queue.PubSubQueues;
import dev.taximeter.provider.queue.QueueProvider;
import dev.taximeter.serve.Batcher;
import dev.taximeter.serve.PubSubWorkers;
import dev.taximeter.serve.QueueWorker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Client, Google's own client library, the fake Pub/Sub and worker together; the model is a stand-in. */
@Timeout(120)
final class PubSubQueueTest {
    private FakePubSub fake;

    @AfterEach
    void stop() {
        fake.close();
    }

    private PubSubQueue queue(PubSubSettings settings, long ackDeadlineNanos) throws IOException {
        fake = FakePubSub.start(new FakePubSubConfig(1, new Delay.Constant(0), Map.of(), ackDeadlineNanos), 0);
        return new PubSubQueue("project", "nlu", fake.endpoint(), settings, null, "echo");
    }

    private static PubSubQueue workers(PubSubQueue queue) {
        return new PubSubQueue(
                queue.project(), queue.queue(), queue.endpoint(), PubSubSettings.WORKER, null, queue.model());
    }

    @Test
    void everyCallIsAnsweredOnceAndItsWayIsStamped() throws Exception {
        PubSubQueue queue = queue(PubSubSettings.CLIENT, 0);
        List<QueueCounts> counted = new ArrayList<>();
        List<Reply> replies;
        try (Batcher<Inference> batcher = EchoedQueue.batcher(EchoedQueue::echoes, 4);
                QueueWorker worker = PubSubWorkers.start(workers(queue), batcher, "w1", false);
                QueueProvider provider = PubSubQueues.open(queue, counted::add)) {
            assertThat(provider.problem()).isEmpty();
            replies = EchoedQueue.ask(provider, 300);
            assertThat(worker.unreadable()).isZero();
        }
        assertThat(counted).containsExactly(new QueueCounts(300, 300, 0, 0, 0, 0));
        assertThat(fake.published()).as("each leaves at once").allMatch(batch -> batch == 1);
        for (int i = 0; i < replies.size(); i++) {
            Attempt attempt = replies.get(i).attempt();
            assertThat(attempt.outcome()).isEqualTo(Outcome.of(Outcome.Kind.OK, ""));
            assertThat(replies.get(i).label()).isEqualTo("text 😀 " + i);
            Passage passage = attempt.facts().passage();
            assertThat(passage).isNotNull();
            assertThat(passage.sameClock()).isTrue();
            assertThat(passage.delivery()).isEqualTo(1);
            assertThat(passage.batch()).isBetween(1, 4);
            assertThat(passage.publishedNanos()).isPresent();
            assertThat(passage.receivedNanos()).isGreaterThanOrEqualTo(attempt.sentNanos());
            assertThat(passage.repliedNanos()).isLessThanOrEqualTo(attempt.doneNanos());
        }
    }

    @Test
    void twoClientsOfOneQueueGetTheirOwnAnswersOnly() throws Exception {
        PubSubQueue queue = queue(PubSubSettings.CLIENT, 0);
        List<QueueCounts> counted = new ArrayList<>();
        try (Batcher<Inference> batcher = EchoedQueue.batcher(EchoedQueue::echoes, 4);
                QueueWorker _ = PubSubWorkers.start(workers(queue), batcher, "w1", false);
                QueueProvider one = PubSubQueues.open(queue, counted::add);
                QueueProvider other = PubSubQueues.open(queue, counted::add)) {
            assertThat(EchoedQueue.ask(one, 20)).extracting(Reply::label).contains("text 😀 19");
            assertThat(EchoedQueue.ask(other, 30)).extracting(Reply::label).contains("text 😀 29");
        }
        assertThat(counted).containsExactly(new QueueCounts(30, 30, 0, 0, 0, 0), new QueueCounts(20, 20, 0, 0, 0, 0));
    }

    @Test
    void whatADyingWorkerHeldIsAnsweredByTheNextOneAndCounted() throws Exception {
        PubSubQueue queue = queue(PubSubSettings.CLIENT, 0);
        List<QueueCounts> counted = new ArrayList<>();
        CountDownLatch taken = new CountDownLatch(1);
        List<Reply> replies;
        // The first worker takes requests and never answers; its end gives them back.
        Batcher<Inference> stuck = EchoedQueue.batcher(
                texts -> {
                    taken.countDown();
                    new Semaphore(0).acquireUninterruptibly();
                    return List.of();
                },
                1);
        QueueWorker dying = PubSubWorkers.start(workers(queue), stuck, "w1", true);
        try (QueueProvider provider = PubSubQueues.open(queue, counted::add);
                ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Reply>> asked = users.submit(() -> EchoedQueue.ask(provider, 40));
            taken.await();
            dying.close();
            try (Batcher<Inference> batcher = EchoedQueue.batcher(EchoedQueue::echoes, 1);
                    QueueWorker next = PubSubWorkers.start(workers(queue), batcher, "w2", true)) {
                replies = asked.get();
                assertThat(next.redelivered()).isPositive();
            }
        }
        assertThat(replies)
                .allSatisfy(
                        reply -> assertThat(reply.attempt().outcome().isOk()).isTrue());
        QueueCounts counts = counted.getFirst();
        assertThat(counts.published()).isEqualTo(40);
        assertThat(counts.answered()).isEqualTo(40);
        assertThat(counts.redelivered()).isPositive();
        assertThat(counts.lost()).isZero();
    }

    @Test
    void aRequestThatIsAnsweredTwiceCountsOnce() throws Exception {
        // One thread hands replies over, so that they are counted in their order.
        Subscribing inOrder = new Subscribing(1_000, 1 << 20, 1, 1, 0, 0, 0);
        // Longer than Google's client takes to let go of the pings, which are not to be handed out again.
        long deadlineNanos = TimeUnit.SECONDS.toNanos(1);
        PubSubQueue queue = queue(new PubSubSettings(PubSubSettings.CLIENT.publisher(), inOrder), deadlineNanos);
        List<QueueCounts> counted = new ArrayList<>();
        AtomicReference<QueueWorker> running = new AtomicReference<>();
        AtomicBoolean first = new AtomicBoolean(true);
        // Answers the first only when it has been handed out again, which no dead-letter topic counts here.
        Batcher<Inference> slow = EchoedQueue.batcher(
                texts -> {
                    long before = running.get().redelivered();
                    while (first.get() && running.get().redelivered() == before) {
                        Thread.onSpinWait();
                    }
                    first.set(false);
                    return EchoedQueue.echoes(texts);
                },
                1);
        try (slow;
                QueueWorker worker = PubSubWorkers.start(workers(queue), slow, "w1", false);
                QueueProvider provider = PubSubQueues.open(queue, counted::add)) {
            running.set(worker);
            assertThat(EchoedQueue.ask(provider, 1).getFirst().label()).isEqualTo("text 😀 0");
            // Stands in line behind the one that came again: its answer comes after the second one.
            assertThat(EchoedQueue.ask(provider, 1).getFirst().label()).isEqualTo("text 😀 0");
        }
        QueueCounts counts = counted.getFirst();
        assertThat(counts.answered()).isEqualTo(2);
        assertThat(counts.lost()).isZero();
        assertThat(counts.duplicates()).isPositive();
    }

    @Test
    void whatTheScenarioSaysOfPublishingReachesGooglesClient() throws Exception {
        Publishing threes = new Publishing(TimeUnit.SECONDS.toNanos(10), 3, 10_000_000, 1);
        PubSubQueue queue = queue(new PubSubSettings(threes, PubSubSettings.CLIENT.subscriber()), 0);
        PubSubNames names = new PubSubNames(queue.project(), queue.queue());
        try (PubSubConnection connection = PubSubConnection.open(queue.endpoint(), queue.settings())) {
            connection.ensureTopics(names.requests());
            Publisher publisher = connection.publisher(names.requests());
            List<Future<String>> ids = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ids.add(publisher.publish(PubsubMessage.newBuilder()
                        .setData(ByteString.copyFromUtf8("m" + i))
                        .build()));
            }
            for (Future<String> id : ids) {
                assertThat(id.get()).isNotEmpty();
            }
            PubSubConnection.end(publisher);
        }
        assertThat(fake.published()).containsExactly(3, 3);
    }

    @Test
    void whatTheScenarioSaysOfReceivingReachesGooglesClient() throws Exception {
        Subscribing receiving =
                new Subscribing(7, 70_000, 3, 2, 0, TimeUnit.SECONDS.toNanos(12), TimeUnit.SECONDS.toNanos(60));
        PubSubQueue queue = queue(new PubSubSettings(PubSubSettings.CLIENT.publisher(), receiving), 0);
        PubSubNames names = new PubSubNames(queue.project(), queue.queue());
        try (PubSubConnection connection = PubSubConnection.open(queue.endpoint(), queue.settings())) {
            connection.ensureTopics(names.requests());
            connection.ensureSubscription(Subscription.newBuilder()
                    .setName(names.workers().toString())
                    .setTopic(names.requests().toString())
                    .build());
            Subscriber subscriber = connection.subscriber(names.workers(), (_, consumer) -> consumer.ack());
            while (fake.streams().size() < 3) {
                Thread.onSpinWait(); // streams open on their own; the time limit of this class ends it if they do not
            }
            PubSubConnection.end(subscriber);
        }
        assertThat(fake.streams()).hasSize(3);
        assertThat(fake.streams())
                .extracting(
                        StreamingPullRequest::getMaxOutstandingMessages,
                        StreamingPullRequest::getMaxOutstandingBytes,
                        StreamingPullRequest::getStreamAckDeadlineSeconds)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(7L, 70_000L, 12));
    }

    @Test
    void noMoreRequestsAreTakenInThanTheWorkerIsToldTo() throws Exception {
        PubSubQueue queue = queue(PubSubSettings.CLIENT, 0);
        Subscribing two = new Subscribing(2, 1 << 20, 1, 5, 0, TimeUnit.SECONDS.toNanos(10), 0);
        PubSubQueue narrow = new PubSubQueue(
                queue.project(),
                queue.queue(),
                queue.endpoint(),
                new PubSubSettings(PubSubSettings.WORKER.publisher(), two),
                null,
                "echo");
        List<Integer> together = new ArrayList<>();
        try (Batcher<Inference> batcher = EchoedQueue.batcher(
                        texts -> {
                            together.add(texts.size());
                            return EchoedQueue.echoes(texts);
                        },
                        16);
                QueueWorker _ = PubSubWorkers.start(narrow, batcher, "w1", false);
                QueueProvider provider = PubSubQueues.open(queue, _ -> {})) {
            assertThat(EchoedQueue.ask(provider, 60)).extracting(Reply::label).containsAll(labels(60));
        }
        assertThat(together).allSatisfy(batch -> assertThat(batch).isLessThanOrEqualTo(2));
    }

    private static List<String> labels(int calls) {
        return IntStream.range(0, calls).mapToObj(i -> "text 😀 " + i).toList();
    }

    @Test
    void withoutAWorkerThereIsNoPong() throws Exception {
        try (QueueProvider provider = PubSubQueues.open(queue(PubSubSettings.CLIENT, 0), _ -> {})) {
            assertThat(provider.problem()).isPresent();
        }
    }

    /** Google's client would go on asking for a minute. */
    @Test
    @Timeout(20)
    void aPubSubThatIsNotThereIsSaidAtOnce() throws Exception {
        PubSubQueue queue = queue(PubSubSettings.CLIENT, 0);
        fake.close();
        assertThatThrownBy(() -> PubSubQueues.open(queue, _ -> {}))
                .isInstanceOf(PubSubException.class)
                .hasMessageContaining("Pub/Sub at " + queue.endpoint());
    }
}
