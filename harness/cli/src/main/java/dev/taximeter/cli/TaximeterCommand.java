package dev.taximeter.cli;

import dev.taximeter.model.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that the others hang on; its help teaches. */
@Command(
        name = "taximeter",
        mixinStandardHelpOptions = true,
        versionProvider = TaximeterCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = {"@|bold Taximeter|@ measures what language models take, cost and get right.", ""},
        description = {
            "",
            "You write a @|bold scenario|@ (a YAML file): who is compared (arms), what is asked (workload), how it is"
                    + " offered (load). Taximeter draws a plan from a seed, plays it, keeps every request as it"
                    + " happened, and answers with figures that carry their unit, number and interval.",
            "",
            "@|bold Start here|@",
            "  taximeter run scenarios/quickstart.yaml           four systems, no key needed, under a minute",
            "  taximeter plan scenarios/chatgpt-vs-azure.yaml    what would be sent, when, at what cost at most",
            "  taximeter run scenarios/chatgpt-vs-azure.yaml --emulated    a rehearsal without keys",
            "  taximeter report results/runs/FOLDER              the report of an old run, made again",
            "  taximeter compare results/runs/A results/runs/B   whether they differ, arm by arm",
            "  taximeter nightly scenarios/suites/nightly.yaml   a suite, every night, with a gate",
            "  taximeter history                                 how figures went from run to run, and what changed",
            "",
            "@|bold Commands|@"
        },
        commandListHeading = "",
        exitCodeListHeading = "%n@|bold Exit codes|@%n",
        exitCodeList = {
            "0:all went well",
            "1:a bug of ours",
            "2:the command line, a scenario or the machine has to be mended",
            "3:something is worse than it was, or an objective is missed",
            "4:the run is invalid: its figures may not be trusted; or the data does not decide",
            "5:a budget was spent, or an arm was stopped",
            "130:interrupted; what was measured is kept"
        },
        footer = {"", "Each command explains itself: @|bold taximeter COMMAND --help|@"},
        subcommands = {
            RunCommand.class,
            PlanCommand.class,
            CheckCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            NightlyCommand.class,
            BaselineCommand.class,
            HistoryCommand.class,
            QueryCommand.class,
            ExportCommand.class,
            EmulateCommand.class,
            FitCommand.class,
            ImportCommand.class,
            NluCommand.class,
            PricesCommand.class,
            CostCommand.class,
            DoctorCommand.class,
            CalibrateCommand.class
        })
final class TaximeterCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    /** Says which build this is. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"taximeter " + Versions.TOOL, "Java " + Runtime.version()};
        }
    }
}
