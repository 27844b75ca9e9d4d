package dev.taximeter.cli;

import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.NanoClock;
import dev.taximeter.nlu.EncodedUtterances;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.nlu.EntityModel;
import dev.taximeter.nlu.FewShots;
import dev.taximeter.nlu.IntentModel;
import dev.taximeter.nlu.NluModel;
import dev.taximeter.nlu.OutOfScopeChoice;
import dev.taximeter.scenario.Corpus;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trains models on one corpus with one encoder; the utterances are encoded once. */
final class NluTraining {
    private final Encoder encoder;
    private final Corpus corpus;
    private final boolean entities;
    private final NanoClock clock;
    private final EncodedUtterances training;
    private final long encodingNanos;
    private @Nullable EncodedUtterances validation;

    private NluTraining(
            Encoder encoder, Corpus corpus, NluOptions options, NanoClock clock, List<LabelledUtterance> learnt)
            throws InterruptedException {
        this.encoder = encoder;
        this.corpus = corpus;
        this.entities = options.entities() && hasEntities(corpus.training());
        this.clock = clock;
        long startNanos = clock.nanos();
        this.training = EncodedUtterances.of(encoder, learnt, entities);
        this.encodingNanos = clock.nanos() - startNanos;
    }

    /**
     * Encodes what will be learnt from.
     *
     * @param say gets a line before it begins
     */
    static NluTraining begin(Encoder encoder, Corpus corpus, NluOptions options, Consumer<String> say)
            throws InterruptedException {
        List<LabelledUtterance> all = corpus.training();
        OptionalInt shots = options.shots();
        List<LabelledUtterance> learnt = shots.isEmpty()
                ? all
                : FewShots.places(all, shots.getAsInt(), options.seed()).stream()
                        .map(all::get)
                        .toList();
        say.accept("encoding %,d utterances with %s …".formatted(learnt.size(), encoder.name()));
        return new NluTraining(encoder, corpus, options, NanoClock.system(), learnt);
    }

    private static boolean hasEntities(List<LabelledUtterance> utterances) {
        return utterances.stream().anyMatch(utterance -> !utterance.entities().isEmpty());
    }

    /**
     * A training and what it took.
     *
     * @param model trained
     * @param examples it was trained on
     * @param encodingNanos for encoding them, on all cores
     * @param intentsNanos for the classifier, on one
     * @param entitiesNanos for the entities, on one; 0 when there are none
     * @param choice how the threshold was chosen; null when it was given or there was nothing to choose by
     */
    record Trained(
            NluModel model,
            int examples,
            long encodingNanos,
            long intentsNanos,
            long entitiesNanos,
            @Nullable OutOfScopeChoice choice) {
        long nanos() {
            return encodingNanos + intentsNanos + entitiesNanos;
        }
    }

    /** Trains on everything that was encoded. */
    Trained train(NluOptions options, Consumer<String> say) throws InterruptedException {
        say.accept("learning intents%s …".formatted(entities ? " and entities" : ""));
        return train(training, encodingNanos, options);
    }

    /** Trains on a few utterances of each intent. */
    Trained train(int shots, NluOptions options) throws InterruptedException {
        EncodedUtterances few = training.at(FewShots.places(training.utterances(), shots, options.seed()));
        return train(few, encodingNanos * few.size() / training.size(), options);
    }

    private Trained train(EncodedUtterances learnt, long encoding, NluOptions options) throws InterruptedException {
        long startNanos = clock.nanos();
        IntentModel intents = IntentModel.train(encoder, learnt, options.seed());
        long intentsNanos = clock.nanos() - startNanos;
        startNanos = clock.nanos();
        EntityModel found = learnt.hasEntities() ? EntityModel.train(learnt, options.seed()) : null;
        long entitiesNanos = found == null ? 0 : clock.nanos() - startNanos;
        Double given = options.threshold();
        OutOfScopeChoice choice = null;
        if (given == null && OutOfScopeChoice.isPossible(corpus.validation())) {
            choice = OutOfScopeChoice.of(intents, validation());
        }
        double threshold = choice != null ? choice.chosen() : given == null ? intents.outOfScopeThreshold() : given;
        NluModel model = new NluModel(encoder, intents.withOutOfScopeThreshold(threshold), found);
        return new Trained(model, learnt.size(), encoding, intentsNanos, entitiesNanos, choice);
    }

    private EncodedUtterances validation() throws InterruptedException {
        EncodedUtterances encoded = validation;
        if (encoded == null) {
            encoded = EncodedUtterances.of(encoder, corpus.validation(), false);
            validation = encoded;
        }
        return encoded;
    }
}
