package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.model.Versions;
import dev.taximeter.nlu.NluModel;
import dev.taximeter.scenario.Corpus;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody should know of a saved model, as Markdown beside it. */
final class ModelCard {
    private ModelCard() {}

    /** @param score null when the data have no test part */
    static String of(
            Corpus corpus, NluTraining.Trained trained, @Nullable NluScore score, NluOptions options, Instant now)
            throws IOException {
        NluModel model = trained.model();
        StringBuilder card = new StringBuilder("# Model card: " + Untrusted.line(corpus.name()) + "\n\n");
        card.append("A local language model for intents%s, trained by `taximeter nlu train`.%n%n"
                .formatted(model.types().isEmpty() ? "" : " and entities"));
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("trained at", now.truncatedTo(ChronoUnit.SECONDS).toString()));
        facts.add(List.of("by", "Taximeter " + Versions.TOOL + ", Java " + Runtime.version()));
        facts.add(List.of("data", corpus.name() + ", SHA-256 " + corpus.sha256()));
        facts.add(List.of(
                "licence of the data",
                corpus.licence().isEmpty()
                        ? "no LICENSE file beside the data"
                        : "as its LICENSE file: " + corpus.licence()));
        facts.add(List.of(
                "learnt from",
                "%s of %s utterances; %s intents, %s types of entities; seed %d"
                        .formatted(
                                Numbers.count(trained.examples()),
                                Numbers.count(corpus.training().size()),
                                Numbers.count(model.intents().size()),
                                Numbers.count(model.types().size()),
                                options.seed())));
        facts.add(List.of(
                "encoder",
                "%s, %d dimensions, SHA-256 %s"
                        .formatted(
                                model.encoder().name(),
                                model.encoder().dimensions(),
                                model.encoder().sha256())));
        facts.add(List.of("training took", NluPage.seconds(trained)));
        facts.add(List.of(
                "out of scope",
                "below a confidence of %s (%s)"
                        .formatted(
                                Numbers.number(model.outOfScopeThreshold()),
                                trained.choice() != null
                                        ? "chosen on the validation part"
                                        : options.threshold() == null ? "the default" : "as asked")));
        table(card, List.of("fact", "value"), facts);
        card.append("\n## Accuracy\n\n");
        if (score == null) {
            card.append("Not judged: the data have no test part.\n");
        } else {
            card.append("On %s test utterances of the same data; in brackets the 95 %% interval.%n%n"
                    .formatted(Numbers.count(corpus.test().size())));
            table(card, List.of("figure", "value"), NluPage.figures(score));
        }
        card.append("\n"
                + "## Limits\n\n"
                + "It knows the language, the subjects and the way of speaking of its training utterances; on"
                + " others its figures do not hold. Accuracy on the data's own test part says nothing about users"
                + " who speak otherwise.\n");
        return card.toString();
    }

    private static void table(StringBuilder out, List<String> header, List<List<String>> rows) {
        out.append(line(header)).append("|---".repeat(header.size())).append("|\n");
        rows.forEach(row -> out.append(line(row)));
    }

    private static String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        cells.forEach(cell -> line.append("| ")
                .append(Untrusted.line(cell).replace("\\", "\\\\").replace("|", "\\|"))
                .append(' '));
        return line.append("|\n").toString();
    }
}
