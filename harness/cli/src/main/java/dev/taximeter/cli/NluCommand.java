package dev.taximeter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code taximeter nlu}: the commands about the local language model. */
@Command(
        name = "nlu",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Trains and judges local language models: intents and entities on a sentence encoder. A saved model can be"
                    + " an arm of a scenario (provider: nlu, model: FOLDER).",
            "",
            "@|bold Data|@ (--data) is one of",
            "  FILE.csv       text,intent and perhaps split (train, validation, test) and entities (city:5-11"
                    + " date:15-23)",
            "  FILE.jsonl     {\"text\", \"intent\", \"split\"?, \"entities\"?: [{\"type\", \"start\", \"end\"}]} a"
                    + " line",
            "  FILE.json      CLINC150's data_full.json",
            "  FOLDER         with train.csv and test.csv (BANKING77), or with SNIPS' train_*.json and validate_*.json",
            "Offsets count code points from 0; the end is one past the last. Without a split, three of ten utterances"
                    + " of each intent are for testing, drawn by the seed.",
            "",
            "@|bold Commands|@"
        },
        commandListHeading = "",
        subcommands = {
            NluTrainCommand.class,
            NluEvalCommand.class,
            NluClarityCommand.class,
            NluServeCommand.class,
            NluWorkCommand.class
        })
final class NluCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command of nlu?");
    }
}
