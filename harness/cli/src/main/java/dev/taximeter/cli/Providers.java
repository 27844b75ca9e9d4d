package dev.taximeter.cli;

import dev.taximeter.model.Arm;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.ProviderSource;
import dev.taximeter.provider.http.HttpProvider;
import dev.taximeter.provider.http.KeyLookup;
import dev.taximeter.provider.http.NluHttpProvider;
import dev.taximeter.provider.hybrid.HybridProvider;
import dev.taximeter.provider.knowledge.KnowledgeProvider;
import dev.taximeter.provider.nlu.NluProvider;
import dev.taximeter.provider.queue.PubSubException;
import dev.taximeter.provider.queue.PubSubQueues;
import dev.taximeter.provider.queue.RedisQueues;
import org.jspecify.annotations.Nullable;

/** Which provider serves which target: the one place to teach a new one. */
final class Providers implements ProviderSource {
    private final KeyLookup keys;
    private final LocalModels models;
    private final QueueTally tally;
    private final @Nullable String emulatorsCertificate;
    private final int concurrency;
    private final boolean knowledge;
    private final boolean vectors;

    /**
     * @param keys value of an environment variable by its name
     * @param tally where queues' clients count
     * @param emulatorsCertificate in PEM, trusted by emulated arms only; null when there is none
     */
    Providers(
            Scenario scenario,
            KeyLookup keys,
            LocalModels models,
            QueueTally tally,
            @Nullable String emulatorsCertificate) {
        this.tally = tally;
        this.emulatorsCertificate = emulatorsCertificate;
        this.keys = keys;
        this.models = models;
        this.knowledge = scenario.workload().knowledge() != null;
        this.vectors = scenario.workload().task().embeds();
        this.concurrency = switch (scenario.load().model()) {
            case LoadModel.Open open -> open.maxInFlight();
            case LoadModel.Closed closed -> closed.users();
        };
    }

    @Override
    public Provider open(Arm arm) {
        return open(arm, arm.target());
    }

    private Provider open(Arm arm, Target target) {
        return switch (target) {
            case Target.Http http -> answering(http(http, arm));
            case Target.LocalNlu nlu -> local(nlu);
            case Target.Hybrid hybrid -> {
                Provider first = local(hybrid.first());
                yield new HybridProvider(
                        first, http(hybrid.then(), arm), hybrid.mixture().belowRatio());
            }
            case Target.Started started -> open(arm, started.behind());
            case Target.NluHttp http -> NluHttpProvider.open(http, keys, concurrency);
            case Target.RedisQueue queue ->
                RedisQueues.open(queue, keys.findIfNamed(queue.passwordVariable()), concurrency, tally.of(arm.name()));
            case Target.PubSubQueue queue -> pubSub(queue, arm);
        };
    }

    private Provider pubSub(Target.PubSubQueue queue, Arm arm) {
        try {
            return PubSubQueues.open(queue, tally.of(arm.name()));
        } catch (PubSubException e) {
            throw new UserError("arm %s: %s".formatted(arm.name(), e.getMessage()), e);
        }
    }

    private Provider http(Target.Http http, Arm arm) {
        return HttpProvider.open(http, keys, arm.emulated() ? emulatorsCertificate : null, concurrency);
    }

    /** From the knowledge base, where there is one. */
    private Provider answering(Provider model) {
        return knowledge ? new KnowledgeProvider(models.help()::passages, model) : model;
    }

    private Provider local(Target.LocalNlu nlu) {
        int atOnce = NluProvider.concurrencyFor(Runtime.getRuntime().availableProcessors(), nlu.threads());
        return vectors ? NluProvider.open(models.encoder(nlu), atOnce) : NluProvider.open(models.model(nlu), atOnce);
    }
}
