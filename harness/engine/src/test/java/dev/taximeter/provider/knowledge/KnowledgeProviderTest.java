package dev.taximeter.provider.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Relay;
import dev.taximeter.model.RunClock;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnowledgeProviderTest {
    private final Hand clock = new Hand();
    private final RunClock runClock = RunClock.startingNow(clock);
    private final List<Call> asked = new ArrayList<>();

    @Test
    void passagesStandInTheSystemPromptAndTheQuestionStaysWhatItWas() {
        Reply reply = ask("Answer briefly.");

        assertThat(asked.getFirst().instructions())
                .isEqualTo("Answer briefly.\n\nPassages:\n\n[1] about hello\n\n[2] another");
        assertThat(asked.getFirst().prompt().text()).isEqualTo("[000000000001] hello");
        assertThat(reply.passages()).containsExactly("about hello", "another");
        assertThat(ask("").text()).isEqualTo("seven");
        assertThat(asked.getLast().instructions()).startsWith("Passages:");
    }

    @Test
    void retrievalIsPartOfTheCallAndTimedApart() {
        Attempt attempt = ask("").attempt();
        assertThat(attempt.relay()).isEqualTo(new Relay(3, true));
        assertThat(attempt.doneNanos() - attempt.sentNanos()).isEqualTo(703);
        assertThat(attempt.doneNanos() - attempt.askedNanos()).isEqualTo(700);
    }

    private Reply ask(String instructions) {
        Prompt busted = new Prompt("p", "[000000000001] hello", "seven");
        Call call = new Call(1, instructions, List.of(), busted, "hello", AnswerShape.text(16), true, 1_000, 1_000);
        Provider model = new Provider() {
            @Override
            public Reply call(Call given, RunClock time) {
                asked.add(given);
                long sent = time.nanos();
                clock.nanos += 700;
                return Reply.text(Attempt.without(sent, time.nanos(), Outcome.ok(200)), "seven");
            }

            @Override
            public void close() {}
        };
        KnowledgeProvider.Retriever retriever = question -> {
            clock.nanos += 3;
            return List.of("about " + question, "another");
        };
        try (KnowledgeProvider provider = new KnowledgeProvider(retriever, model)) {
            return provider.call(call, runClock);
        }
    }

    private static final class Hand implements NanoClock {
        long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleepUntil(long deadlineNanos) {
            nanos = Math.max(nanos, deadlineNanos);
        }
    }
}
