package dev.taximeter.provider.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.QueueCounts;
import dev.taximeter.provider.WorkerStamps;
import dev.taximeter.provider.queue.Pending.Arrival;
import dev.taximeter.provider.queue.Pending.Ticket;
import dev.taximeter.provider.queue.QueueReply.ModelAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PendingTest {
    private final Pending pending = new Pending("me");

    private static Arrival answer(String id, int delivery) {
        var stamps = new WorkerStamps("w", null, 1, 2, 3, 4, delivery, 1);
        return new Arrival(new QueueReply(id, stamps, new ModelAnswer("greet", 0.5, List.of()), null), 5);
    }

    private Ticket published() {
        Ticket ticket = pending.begin();
        pending.published();
        return ticket;
    }

    @Test
    void theFirstAnswerInTimeCountsAndTheSecondIsDroppedAndCounted() {
        Ticket ticket = published();
        pending.arrived(answer(ticket.id(), 1));
        pending.arrived(answer(ticket.id(), 2));
        assertThat(ticket.arrival())
                .isCompletedWithValueMatching(
                        arrival -> arrival.reply().stamps().delivery() == 1);
        assertThat(pending.counts()).isEqualTo(new QueueCounts(1, 1, 0, 1, 0, 0));
    }

    @Test
    void anAnswerToACallThatGaveUpIsLateAndNoneAtAllIsLost() {
        Ticket late = published();
        Ticket lost = published();
        pending.end(late);
        pending.end(lost);
        pending.arrived(answer(late.id(), 2));
        assertThat(pending.counts()).isEqualTo(new QueueCounts(2, 0, 1, 0, 1, 1));
    }

    @Test
    void aPongCountsAsNothingAndAnotherClientsAnswerIsNobodys() {
        Ticket ping = pending.begin();
        var stamps = new WorkerStamps("w", null, 1, 1, 1, 1, 1, 1);
        pending.arrived(new Arrival(new QueueReply(ping.id(), stamps, null, null), 5));
        pending.arrived(answer("you.0", 1));
        assertThat(ping.arrival()).isDone();
        assertThat(pending.counts()).isEqualTo(QueueCounts.NONE);
    }

    @Test
    void whatTravelsComesBackAsItWas() {
        QueueReply reply = answer("me.7", 3).reply();
        assertThat(QueueReply.ofJson(reply.toJson())).isEqualTo(reply);
        QueueRequest request = new QueueRequest("me.7", "rep", "fly 😀 \"there\"\n");
        assertThat(QueueRequest.ofJson(request.toJson())).isEqualTo(request);
    }
}
