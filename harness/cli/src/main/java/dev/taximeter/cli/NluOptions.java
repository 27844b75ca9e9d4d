package dev.taximeter.cli;

import dev.taximeter.nlu.Encoder;
import dev.taximeter.scenario.Corpus;
import dev.taximeter.scenario.CorpusLoader;
import dev.taximeter.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What training and judging have in common. */
final class NluOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "labelled utterances: a .csv, .jsonl or .json file, or a folder; see taximeter nlu --help")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--encoder",
            paramLabel = "ENCODER",
            description =
                    "all-minilm-l6-v2-q (built in, the default), or the path of a folder or .jar with one .onnx and one"
                            + " tokenizer.json at its root, or of an .onnx file with tokenizer.json beside it")
    private @Nullable String encoder;

    @Option(names = "--seed", paramLabel = "N", description = "draws splits and orders examples (default: 1)")
    private long seed = 1;

    @Option(
            names = "--shots",
            paramLabel = "K",
            description = "learn from no more than K utterances of each intent, drawn by the seed")
    private @Nullable Integer shots;

    @Option(names = "--no-entities", description = "leave entities out, also where they are marked")
    private boolean noEntities;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description =
                    "confidence, 0..1, under which an utterance is out of scope (default: chosen on the validation part"
                            + " where it has utterances out of scope, else 0.25)")
    private @Nullable Double threshold;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** @throws UserError with every mistake of the data */
    Corpus corpus() throws IOException {
        if (shots != null && shots < 1) {
            throw new ParameterException(spec.commandLine(), "--shots wants a number from 1, not " + shots);
        }
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--threshold wants a number from 0 to 1, not " + threshold);
        }
        try {
            return CorpusLoader.load(data, seed);
        } catch (ScenarioException mistakes) {
            throw Mistakes.in(mistakes);
        }
    }

    /** Null when the option was not given. */
    @Nullable
    String encoder() {
        return encoder;
    }

    String encoderOrDefault() {
        return encoder == null ? Encoder.ALL_MINILM_L6_V2_Q : encoder;
    }

    long seed() {
        return seed;
    }

    OptionalInt shots() {
        return shots == null ? OptionalInt.empty() : OptionalInt.of(shots);
    }

    boolean entities() {
        return !noEntities;
    }

    /** Null when it is to be chosen. */
    @Nullable
    Double threshold() {
        return threshold;
    }
}
