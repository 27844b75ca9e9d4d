package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taximeter.nlu.EncodedUtterances;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.nlu.EntityModel;
import dev.taximeter.nlu.IntentModel;
import dev.taximeter.nlu.NluModel;
import dev.taximeter.scenario.Corpus;
import dev.taximeter.scenario.CorpusLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What {@code taximeter nlu eval} promises on public data; minutes, so on demand only: {@code mvn -pl harness/cli -am verify
 * -Dtest=PublicDataTest -Dsurefire.failIfNoSpecifiedTests=false -Dtaximeter.slow=true}. The data lie in {@code data} of the
 * folder {@code shared} beside the repository, or of the one that {@code -Dtaximeter.shared=…} names.
 */
class PublicDataTest {
    @Test
    void snipsIntentsAndEntities() throws Exception {
        NluScore score = score("snips");
        assertThat(score.intents().inScope()).isEqualTo(700);
        assertThat(score.intents().inScopeAccuracyRatio().orElseThrow()).isGreaterThanOrEqualTo(0.97);
        var entities = score.entities();
        assertThat(entities).isNotNull();
        assertThat(NluScore.f1Figure(entities.totals()).value()).isGreaterThanOrEqualTo(0.94);
    }

    @Test
    void banking77Intents() throws Exception {
        NluScore score = score("banking77");
        assertThat(score.intents().inScope()).isEqualTo(3080);
        assertThat(score.intents().inScopeAccuracyRatio().orElseThrow()).isGreaterThanOrEqualTo(0.92);
    }

    private static NluScore score(String name) throws Exception {
        assumeTrue(Boolean.getBoolean("taximeter.slow"), "slow; runs with -Dtaximeter.slow=true");
        Path data = shared().resolve("data").resolve(name);
        assumeTrue(
                Files.isDirectory(data),
                "needs the public data set " + name + "; name its folder with -Dtaximeter.shared");
        Corpus corpus = CorpusLoader.load(data, 1);
        try (Encoder encoder = Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 1)) {
            EncodedUtterances training = EncodedUtterances.of(encoder, corpus.training(), true);
            EntityModel entities = training.hasEntities() ? EntityModel.train(training, 1) : null;
            NluModel model = new NluModel(encoder, IntentModel.train(encoder, training, 1), entities);
            return NluScore.of(model, EncodedUtterances.of(encoder, corpus.test(), true));
        }
    }

    private static Path shared() throws IOException {
        String named = System.getProperty("taximeter.shared");
        return named != null ? Path.of(named) : Repository.root().resolveSibling("shared");
    }
}
