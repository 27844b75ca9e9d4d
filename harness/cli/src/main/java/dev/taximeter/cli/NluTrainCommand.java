package dev.taximeter.cli;

import dev.taximeter.archive.RunFiles;
import dev.taximeter.nlu.EncodedUtterances;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.report.HtmlPage;
import dev.taximeter.report.TextPage;
import dev.taximeter.scenario.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taximeter nlu train}: learns a model, judges it on the test part, and keeps it. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Learns intents, and entities where they are marked; judges the model on the test part, if there is one;"
                    + " and keeps it in a folder with a model card.",
            "",
            "@|bold Examples|@",
            "  taximeter nlu train --data scenarios/data/assistant.csv",
            "  taximeter nlu train --data snips/ --out models/snips",
            "  taximeter nlu train --data data_full.json --encoder encoders/bge-small-en-v1.5-q.jar --shots 20",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {"0:the model is saved", "2:the data, the encoder or the command line has to be mended"})
final class NluTrainCommand implements Callable<Integer> {
    @Mixin
    private final NluOptions options = new NluOptions();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where the model goes (default: results/models/NAME, after the data)")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Corpus corpus = options.corpus();
        Terminal terminal = new Terminal();
        Path folder = out == null ? Home.ofThisProcess().models().resolve(corpus.name()) : out;
        try (Encoder encoder = LocalModels.encoder(options.encoderOrDefault(), 1)) {
            NluTraining training = NluTraining.begin(encoder, corpus, options, terminal::line);
            NluTraining.Trained trained = training.train(options, terminal::line);
            NluScore score = null;
            NluPage page = new NluPage(corpus, trained.model());
            if (!corpus.test().isEmpty()) {
                boolean tokens = !trained.model().types().isEmpty();
                score = NluScore.of(trained.model(), EncodedUtterances.of(encoder, corpus.test(), tokens));
                page.score(score);
            }
            page.training(trained);
            if (score != null) {
                page.mistakes(score).types(score.entities());
            }
            trained.model().save(folder);
            Files.writeString(
                    folder.resolve("MODEL_CARD.md"), ModelCard.of(corpus, trained, score, options, Instant.now()));
            spec.commandLine().getOut().print(TextPage.of(page.page(), terminal.style()));
            if (score != null) {
                RunFiles.write(
                        folder.resolve("report.html"),
                        HtmlPage.of(page.matrix(score).page()));
            }
            spec.commandLine().getOut().println();
            spec.commandLine().getOut().println("model: " + folder);
            spec.commandLine().getOut().flush();
            return ExitCodes.OK;
        }
    }
}
