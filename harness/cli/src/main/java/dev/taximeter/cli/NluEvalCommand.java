package dev.taximeter.cli;

import dev.taximeter.archive.RunFiles;
import dev.taximeter.chart.Figure;
import dev.taximeter.nlu.EncodedUtterances;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.nlu.NluModel;
import dev.taximeter.report.HtmlPage;
import dev.taximeter.report.Page;
import dev.taximeter.report.TextPage;
import dev.taximeter.scenario.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code taximeter nlu eval}: says how good a model is, a saved one or one that is trained for it. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = {
            "Judges a model on the test part of the data: a saved one (--model), or one that is trained on the"
                    + " training part first and then forgotten. Writes report.html and its pictures.",
            "",
            "@|bold Examples|@",
            "  taximeter nlu eval --data snips/",
            "  taximeter nlu eval --data scenarios/data/assistant.csv --curve 1,2,5,10",
            "  taximeter nlu eval --data data_full.json --model results/models/data_full",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {"0:it was judged", "2:the data, the model or the command line has to be mended"})
final class NluEvalCommand implements Callable<Integer> {
    @Mixin
    private final NluOptions options = new NluOptions();

    @Option(names = "--model", paramLabel = "FOLDER", description = "a model that taximeter nlu train saved")
    private @Nullable Path folder;

    @Option(
            names = "--curve",
            split = ",",
            paramLabel = "K",
            description = "also train on K utterances of each intent, for each K of this list: a learning curve")
    private List<Integer> curve = List.of();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where the report goes (default: results/evaluations/NAME, after the data)")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (curve.stream().anyMatch(k -> k < 1) || (folder != null && !curve.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "--curve wants numbers from 1, and trains: it does not go with --model");
        }
        Corpus corpus = options.corpus();
        if (corpus.test().isEmpty()) {
            throw new UserError("the data have no test part to judge by: give rows split test, or no split at all");
        }
        return folder == null ? trainedHere(corpus) : saved(corpus, folder);
    }

    private int saved(Corpus corpus, Path path) throws IOException, InterruptedException {
        NluModel loaded = LocalModels.saved(path, options.encoder(), 1);
        try (Encoder encoder = loaded.encoder()) {
            Double threshold = options.threshold();
            NluModel model = threshold == null ? loaded : loaded.withOutOfScopeThreshold(threshold);
            EncodedUtterances test =
                    EncodedUtterances.of(encoder, corpus.test(), !model.types().isEmpty());
            NluScore score = NluScore.of(model, test);
            NluPage page = new NluPage(corpus, model).score(score);
            return finish(corpus, page.mistakes(score).types(score.entities()), score);
        }
    }

    private int trainedHere(Corpus corpus) throws IOException, InterruptedException {
        Terminal terminal = new Terminal();
        try (Encoder encoder = LocalModels.encoder(options.encoderOrDefault(), 1)) {
            NluTraining training = NluTraining.begin(encoder, corpus, options, terminal::line);
            NluTraining.Trained trained = training.train(options, terminal::line);
            boolean tokens = !trained.model().types().isEmpty();
            EncodedUtterances test = EncodedUtterances.of(encoder, corpus.test(), tokens);
            NluScore score = NluScore.of(trained.model(), test);
            List<Integer> ascending = curve.stream().sorted().distinct().toList();
            var points = NluCurve.of(training, trained, score, test, ascending, options, terminal::line);
            NluPage page = new NluPage(corpus, trained.model())
                    .score(score)
                    .training(trained)
                    .curve(points);
            return finish(corpus, page.mistakes(score).types(score.entities()), score);
        }
    }

    private int finish(Corpus corpus, NluPage page, NluScore score) throws IOException {
        Path target = out == null ? Home.ofThisProcess().evaluations().resolve(corpus.name()) : out;
        spec.commandLine().getOut().print(TextPage.of(page.page(), new Terminal().style()));
        Page whole = page.matrix(score).page();
        Files.createDirectories(target);
        RunFiles.write(target.resolve("report.html"), HtmlPage.of(whole));
        for (Page.Section section : whole.sections()) {
            for (var picture : section.pictures()) {
                if (picture instanceof Figure figure) {
                    RunFiles.write(target.resolve(figure.id() + ".svg"), figure.svgFile());
                }
            }
        }
        spec.commandLine().getOut().println();
        spec.commandLine().getOut().println("report: " + target.resolve("report.html"));
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}
