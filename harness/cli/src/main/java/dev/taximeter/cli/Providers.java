package dev.taximeter.cli;

import dev.taximeter.model.Arm;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.ProviderSource;
import dev.taximeter.provider.http.HttpProvider;
import dev.taximeter.provider.http.KeyLookup;
import dev.taximeter.provider.nlu.NluProvider;

/** Which provider serves which target: the one place to teach a new one. */
final class Providers implements ProviderSource {
    private final KeyLookup keys;
    private final LocalModels models;
    private final int concurrency;

    /** @param keys value of an environment variable by its name */
    Providers(Scenario scenario, KeyLookup keys, LocalModels models) {
        this.keys = keys;
        this.models = models;
        this.concurrency = switch (scenario.load().model()) {
            case LoadModel.Open open -> open.maxInFlight();
            case LoadModel.Closed closed -> closed.users();
        };
    }

    @Override
    public Provider open(Arm arm) {
        return switch (arm.target()) {
            case Target.Http http -> HttpProvider.open(http, keys, concurrency);
            case Target.LocalNlu nlu ->
                NluProvider.open(
                        models.model(nlu),
                        NluProvider.concurrencyFor(Runtime.getRuntime().availableProcessors(), nlu.threads()));
        };
    }
}
