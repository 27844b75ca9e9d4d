package dev.taximeter.cli;

import dev.taximeter.archive.ArchiveException;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunFiles;
import dev.taximeter.cost.Cost;
import dev.taximeter.cost.ProvisionedUnits;
import dev.taximeter.cost.Supply;
import dev.taximeter.cost.Volume;
import dev.taximeter.report.CostReport;
import dev.taximeter.report.HtmlPage;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.RunSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter cost}: what a run's arms would cost at other volumes, and where they meet. */
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description = {
            "Says what the arms of a run cost for each request, token, right or valid answer and conversation, and in"
                + " a month; what a machine of one's own costs by its utilisation; and from which volume on one way is"
                + " cheaper than another; on the console, and with charts as cost.html. The formulas are in"
                + " docs/cost.md.",
            "",
            "@|bold Examples|@",
            "  taximeter cost results/runs/FOLDER",
            "  taximeter cost results/runs/FOLDER --monthly 3000000 --day office",
            "  taximeter cost results/runs/FOLDER --ptu gpt4o --ptu-hour 1 --ptu-tokens 2500 --ptu-weight 4",
            ""
        })
final class CostCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "the run's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path folder;

    @Option(names = "--monthly", paramLabel = "N", description = "requests a month (default: 1000000)")
    private long monthly = 1_000_000;

    @Option(
            names = "--day",
            paramLabel = "SHAPE",
            description = "how a day looks: even (the default), office (hours 8 to 17 ask twenty times what the others"
                    + " do), or 24 weights with commas between them. The busiest hour says how many machines there are")
    private String day = "even";

    @Option(names = "--prices-of", paramLabel = "DAY", description = "by the books of this day")
    private @Nullable LocalDate pricesOf;

    @Option(names = "--out", paramLabel = "FOLDER", description = "where cost.html goes (default: the run's folder)")
    private @Nullable Path out;

    @ArgGroup(exclusive = false)
    private @Nullable Ptu ptu;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Provisioned throughput instead of one arm's price by the token. */
    static final class Ptu {
        @Option(names = "--ptu", required = true, paramLabel = "ARM", description = "arm whose requests it would take")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String arm;

        @Option(
                names = "--ptu-hour",
                required = true,
                paramLabel = "PRICE",
                description = "what one unit costs an hour, in the arm's currency")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private BigDecimal hour;

        @Option(
                names = "--ptu-tokens",
                required = true,
                paramLabel = "N",
                description =
                        "input tokens a minute that one unit takes, e.g. 2500 for gpt-4o (Microsoft, August 2025)")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private BigDecimal tokens;

        @Option(names = "--ptu-minimum", paramLabel = "N", description = "smallest purchase (default: 15)")
        private int minimum = 15;

        @Option(names = "--ptu-step", paramLabel = "N", description = "purchase step (default: 5)")
        private int step = 5;

        @Option(
                names = "--ptu-weight",
                paramLabel = "N",
                description = "input tokens that an output token counts for (default: 4)")
        private BigDecimal weight = BigDecimal.valueOf(4);
    }

    @Override
    public Integer call() throws IOException {
        RunArchive archive = open();
        Analysis analysis = pricesOf == null
                ? Analysis.of(archive)
                : Analysis.of(
                        archive,
                        Prices.of(archive.manifest(), Home.ofThisProcess().prices(), pricesOf));
        Volume volume = Days.volume(monthly, day);
        Map<String, Supply> more = provisioned(analysis.summary());
        Path html = (out == null ? folder : out).resolve("cost.html");
        RunFiles.write(html, HtmlPage.of(CostReport.page(analysis.summary(), analysis.verdict(), volume, more)));
        Terminal terminal = new Terminal();
        spec.commandLine()
                .getOut()
                .print(CostReport.console(analysis.summary(), analysis.verdict(), volume, more, terminal.style()));
        spec.commandLine().getOut().println("\nReport: " + html);
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private Map<String, Supply> provisioned(RunSummary summary) {
        if (ptu == null) {
            return Map.of();
        }
        Ptu asked = ptu;
        ArmSummary arm = summary.arms().stream()
                .filter(candidate -> candidate.arm().name().equals(asked.arm))
                .findFirst()
                .orElseThrow(() -> new UserError("no arm %s in this run; it has %s"
                        .formatted(
                                asked.arm,
                                String.join(
                                        ", ",
                                        summary.arms().stream()
                                                .map(a -> a.arm().name())
                                                .toList()))));
        if (!(arm.cost() instanceof Cost.Known cost) || cost.inputTokens() + cost.outputTokens() == 0) {
            throw new UserError("arm %s has no cost by the token".formatted(asked.arm));
        }
        return Map.of("PTU for " + asked.arm, units(asked, cost, arm.counts().sent()));
    }

    /** Nothing counts as cached: units for the busiest hour are then enough in any case. */
    private static Supply units(Ptu asked, Cost.Known cost, long requests) {
        BigDecimal each = ProvisionedUnits.weighted(cost.inputTokens(), cost.outputTokens(), asked.weight)
                .divide(BigDecimal.valueOf(requests), MathContext.DECIMAL64);
        try {
            return new Supply.Provisioned(
                    new ProvisionedUnits(asked.hour, asked.minimum, asked.step, asked.tokens, each), cost.perRequest());
        } catch (IllegalArgumentException wrong) {
            throw new UserError("--ptu…: expected figures above 0: " + wrong.getMessage(), wrong);
        }
    }

    private RunArchive open() throws IOException {
        try {
            return RunArchive.open(folder);
        } catch (ArchiveException unreadable) {
            throw new UserError(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }
}
