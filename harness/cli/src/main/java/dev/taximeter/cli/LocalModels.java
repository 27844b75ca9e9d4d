package dev.taximeter.cli;

import dev.taximeter.model.Arm;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.nlu.IntentModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The local models of a run, trained before its first request. */
final class LocalModels implements AutoCloseable {
    private final Map<Target.LocalNlu, IntentModel> models = new HashMap<>();
    private final List<Encoder> encoders = new ArrayList<>();

    private LocalModels() {}

    /**
     * Trains a model for each arm that is one.
     *
     * @param say gets a line before each training
     */
    static LocalModels train(Scenario scenario, Consumer<String> say) throws IOException, InterruptedException {
        LocalModels trained = new LocalModels();
        for (Arm arm : scenario.arms()) {
            switch (arm.target()) {
                case Target.LocalNlu nlu -> trained.add(nlu, scenario, say);
                case Target.Http _ -> {}
            }
        }
        return trained;
    }

    /** The model of this target. @throws IllegalStateException if it was not trained */
    IntentModel model(Target.LocalNlu target) {
        IntentModel model = models.get(target);
        if (model == null) {
            throw new IllegalStateException("no model was trained for " + target);
        }
        return model;
    }

    @Override
    public void close() {
        encoders.forEach(Encoder::close);
    }

    private void add(Target.LocalNlu nlu, Scenario scenario, Consumer<String> say)
            throws IOException, InterruptedException {
        if (models.containsKey(nlu)) {
            return;
        }
        say.accept("training the local NLU on %,d utterances of %d intents …"
                .formatted(
                        scenario.workload().training().size(),
                        scenario.workload().intents().size()));
        Encoder encoder = Encoder.open(nlu.encoder(), nlu.threads());
        encoders.add(encoder);
        models.put(
                nlu,
                IntentModel.train(encoder, scenario.workload().training(), scenario.seed())
                        .withOutOfScopeThreshold(nlu.outOfScopeThreshold()));
    }
}
