package dev.taximeter.cli;

import dev.taximeter.model.Arm;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.nlu.EncodedUtterances;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.nlu.EntityModel;
import dev.taximeter.nlu.IntentModel;
import dev.taximeter.nlu.NluModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The local models of a run, trained or read before its first request. */
final class LocalModels implements AutoCloseable {
    private final Map<Target.LocalNlu, NluModel> models = new HashMap<>();
    private final Map<Target.LocalNlu, Encoder> encoders = new HashMap<>();
    private final LocalHelp help;

    private LocalModels(LocalHelp help) {
        this.help = help;
    }

    /**
     * Trains or reads a model for each arm that is one. For a task that is answered with vectors it is the encoder alone.
     *
     * @param say gets a line before each training
     */
    static LocalModels train(Scenario scenario, Consumer<String> say) throws InterruptedException {
        LocalModels trained = new LocalModels(LocalHelp.open(scenario.workload(), scenario.seed(), say));
        for (Arm arm : scenario.arms()) {
            Optional<Target.LocalNlu> nlu = arm.target().localModel();
            if (nlu.isPresent()) {
                trained.add(nlu.get(), scenario, say);
            }
        }
        return trained;
    }

    /**
     * Opens an encoder that a user named.
     *
     * @throws UserError when there is none
     */
    static Encoder encoder(String location, int threads) {
        try {
            return Encoder.open(location, threads);
        } catch (IOException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Opens a saved model, and its encoder, which the caller closes.
     *
     * @param encoder where it is; null for where it was when the model was saved
     * @throws UserError when it is no model or its encoder is not there
     */
    static NluModel saved(Path folder, @Nullable String encoder, int threads) {
        try {
            return NluModel.load(folder, encoder, threads);
        } catch (IOException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    /** What the run needs of a local encoder beside the arms. */
    LocalHelp help() {
        return help;
    }

    /** The model of this target. @throws IllegalStateException if it was not trained */
    NluModel model(Target.LocalNlu target) {
        NluModel model = models.get(target);
        if (model == null) {
            throw new IllegalStateException("no model was trained for " + target);
        }
        return model;
    }

    /** The encoder of this target's model. @throws IllegalStateException if it was not opened */
    Encoder encoder(Target.LocalNlu target) {
        Encoder encoder = encoders.get(target);
        if (encoder == null) {
            throw new IllegalStateException("no encoder was opened for " + target);
        }
        return encoder;
    }

    @Override
    public void close() {
        help.close();
        encoders.values().forEach(Encoder::close);
    }

    private void add(Target.LocalNlu nlu, Scenario scenario, Consumer<String> say) throws InterruptedException {
        if (encoders.containsKey(nlu)) {
            return;
        }
        String folder = nlu.savedModel();
        if (folder == null && scenario.workload().task().embeds()) {
            encoders.put(nlu, encoder(nlu.encoder(), nlu.threads()));
            return;
        }
        NluModel model = folder == null ? learnt(nlu, scenario, say) : saved(Path.of(folder), null, nlu.threads());
        encoders.put(nlu, model.encoder());
        Double threshold = nlu.outOfScopeThreshold();
        models.put(nlu, threshold == null ? model : model.withOutOfScopeThreshold(threshold));
    }

    private static NluModel learnt(Target.LocalNlu nlu, Scenario scenario, Consumer<String> say)
            throws InterruptedException {
        List<LabelledUtterance> training = scenario.workload().training();
        boolean entities = scenario.workload().task() == Task.ENTITIES;
        say.accept("training the local NLU on %,d utterances of %d %s …"
                .formatted(
                        training.size(),
                        scenario.workload().intents().size(),
                        entities ? "types of entities" : "intents"));
        Encoder encoder = encoder(nlu.encoder(), nlu.threads());
        EncodedUtterances encoded = EncodedUtterances.of(encoder, training, entities);
        IntentModel intents = IntentModel.train(encoder, encoded, scenario.seed());
        return new NluModel(encoder, intents, entities ? EntityModel.train(encoded, scenario.seed()) : null);
    }
}
