package dev.taximeter.cli;

import dev.taximeter.model.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a run needs before its first request.
 *
 * @param models trained
 * @param emulation started
 * @param services started
 * @param scenario whose arms know where to ask
 */
record Preparation(LocalModels models, Emulation emulation, StartedServices services, Scenario scenario)
        implements AutoCloseable {

    /**
     * Trains the local models and starts the emulator, both at the same time: each takes seconds. Then starts what serves
     * the models.
     *
     * @param say gets a line before each training
     */
    static Preparation of(Scenario scenario, Consumer<String> say) throws IOException, InterruptedException {
        FutureTask<LocalModels> training = new FutureTask<>(() -> LocalModels.train(scenario, say));
        Thread.ofPlatform().name("training").daemon().start(training);
        Emulation emulation = Emulation.start(scenario);
        boolean complete = false;
        try {
            LocalModels models = training.get();
            StartedServices.Reached reached = StartedServices.start(emulation.scenario(), models, say);
            complete = true;
            return new Preparation(models, emulation, reached.services(), reached.scenario());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UserError mistake) {
                throw mistake;
            }
            throw new IllegalStateException("the local model could not be trained", failed.getCause());
        } finally {
            if (!complete) {
                emulation.close();
            }
        }
    }

    /** The processes that serve the arms. */
    List<ProcessHandle> handles() {
        return Stream.concat(emulation.handle().stream(), services.handles().stream())
                .toList();
    }

    @Override
    public void close() {
        services.close();
        emulation.close();
        models.close();
    }
}
