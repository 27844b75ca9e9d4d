package dev.taximeter.cli;

import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Arm;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.model.Target.NluHttp;
import dev.taximeter.model.Target.PubSubQueue;
import dev.taximeter.model.Target.RedisQueue;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.http.KeyLookup;
import dev.taximeter.provider.http.NluHttpProvider;
import dev.taximeter.provider.queue.PubSubException;
import dev.taximeter.provider.queue.PubSubQueues;
import dev.taximeter.provider.queue.QueueProvider;
import dev.taximeter.provider.queue.RedisQueues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether the local models that somebody else serves answer one question before the run: one that does not would turn every
 * request into a wait for its time limit, and say so only in the report.
 */
final class ForeignServers {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Call QUESTION = new Call(
            0, "", List.of(), new Prompt("first", "hello", null), AnswerShape.text(1), false, LIMIT_NANOS, LIMIT_NANOS);

    private ForeignServers() {}

    /** @throws UserError naming every one that does not answer, and what to do about it */
    static void require(Scenario scenario, KeyLookup keys) {
        List<String> silent = new ArrayList<>();
        for (Arm arm : scenario.arms()) {
            problem(arm.target(), keys).ifPresent(problem -> silent.add("arm %s: %s".formatted(arm.name(), problem)));
        }
        if (!silent.isEmpty()) {
            throw new UserError(String.join("\n", silent));
        }
    }

    private static Optional<String> problem(Target target, KeyLookup keys) {
        return switch (target) {
            case NluHttp http -> problem(http, keys);
            case RedisQueue queue -> problem(queue, keys);
            case PubSubQueue queue -> problem(queue);
            case Target.Http _, Target.LocalNlu _, Target.Hybrid _, Target.Started _ -> Optional.empty();
        };
    }

    /** A server that limits how much it is asked is there. */
    private static Optional<String> problem(NluHttp http, KeyLookup keys) {
        try (NluHttpProvider provider = NluHttpProvider.open(http, keys, 1)) {
            Outcome outcome = provider.call(QUESTION, RunClock.startingNow(NanoClock.system()))
                    .attempt()
                    .outcome();
            if (outcome.isOk() || outcome.kind() == Outcome.Kind.RATE_LIMITED) {
                return Optional.empty();
            }
            String status = outcome.httpStatus().isPresent()
                    ? "HTTP " + outcome.httpStatus().getAsInt() + ", "
                    : "";
            String detail = outcome.detail().isEmpty() ? "" : ": " + outcome.detail();
            return Optional.of(
                    """
                    %s did not answer a question: %s%s%s
                      start that server, or mend 'endpoint', 'api' or 'model'
                      or leave 'endpoint' out: the run starts a server of its own\
                    """.formatted(provider.url(), status, outcome.kind().label(), detail));
        }
    }

    private static Optional<String> problem(PubSubQueue queue) {
        String where = queue.endpoint() == null ? "google" : queue.endpoint();
        try (QueueProvider provider = PubSubQueues.open(queue, counts -> {})) {
            return provider.problem().map(why -> """
                nobody answers from queue %1$s of project %2$s at %3$s: %4$s
                  start a worker: taximeter nlu work --pubsub %3$s --project %2$s --queue %1$s --model FOLDER
                  or leave 'project' and 'endpoint' out: the run starts a fake Pub/Sub and a worker of its own\
                """.formatted(queue.queue(), queue.project(), where, why));
        } catch (PubSubException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> problem(RedisQueue queue, KeyLookup keys) {
        String variable = queue.passwordVariable();
        try (QueueProvider provider = RedisQueues.open(queue, keys.findIfNamed(variable), 1, counts -> {})) {
            String secret = variable == null ? "" : " --password-env " + variable;
            return provider.problem().map(why -> """
                nobody answers from queue %1$s in %2$s: %3$s
                  start a worker: taximeter nlu work --redis %2$s%5$s --queue %1$s --pattern %4$s --model FOLDER
                  or leave 'endpoint' out: the run starts Redis and a worker of its own\
                """.formatted(
                    queue.queue(), queue.address(), why, queue.pattern().name().toLowerCase(Locale.ROOT), secret));
        }
    }
}
