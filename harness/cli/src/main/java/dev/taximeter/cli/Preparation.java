package dev.taximeter.cli;

import dev.taximeter.model.Scenario;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * What a run needs before its first request.
 *
 * @param models trained
 * @param emulation started
 */
record Preparation(LocalModels models, Emulation emulation) implements AutoCloseable {

    /**
     * Trains the local models and starts the emulator, both at the same time: each takes seconds.
     *
     * @param say gets a line before each training
     */
    static Preparation of(Scenario scenario, Consumer<String> say) throws IOException, InterruptedException {
        FutureTask<LocalModels> training = new FutureTask<>(() -> LocalModels.train(scenario, say));
        Thread.ofPlatform().name("training").daemon().start(training);
        Emulation emulation = Emulation.start(scenario);
        boolean complete = false;
        try {
            Preparation preparation = new Preparation(training.get(), emulation);
            complete = true;
            return preparation;
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

    @Override
    public void close() {
        emulation.close();
        models.close();
    }
}
