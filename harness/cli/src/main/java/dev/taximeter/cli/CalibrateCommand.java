package dev.taximeter.cli;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunFiles;
import dev.taximeter.model.Scenario;
import dev.taximeter.report.CalibrationReport;
import dev.taximeter.report.ConsoleReport;
import dev.taximeter.scenario.LoadOptions;
import dev.taximeter.scenario.ScenarioException;
import dev.taximeter.scenario.ScenarioLoader;
import dev.taximeter.summary.Calibration;
import dev.taximeter.summary.Calibration.Rung;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taximeter calibrate}: how much load this machine measures truthfully. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the meter: plays scenarios/calibration.yaml, an emulated server whose every time is known, at one"
                    + " rate after another, until the figures may not be trusted any more. Says up to which rate they"
                    + " may, and how far off they are. On an idle machine; the rate of a scenario is that of all its"
                    + " arms together.",
            "",
            "@|bold Examples|@",
            "  taximeter calibrate",
            "  taximeter calibrate --rates 20,40,80",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {
            "0:the lowest rate, at least, is measured truthfully",
            "2:the command line has to be mended",
            "4:not even the lowest rate is measured truthfully",
            "130:interrupted; what was measured is kept"
        })
final class CalibrateCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Option(
            names = "--rates",
            paramLabel = "N",
            split = ",",
            description = "requests a second, in ascending order (default: ${DEFAULT-VALUE})",
            defaultValue = "50,100,200,400,800,1600")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Double> rates;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "gets calibration.json and the runs (default: results/calibrations/…)")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkRates();
        Home home = Home.ofThisProcess();
        Scenario scenario = scenario(home);
        Path folder = out == null ? home.calibrations().resolve(STAMP.format(Instant.now())) : out;
        Terminal terminal = new Terminal();
        try (Interruption interruption = new Interruption(terminal)) {
            Calibration calibration = calibrate(scenario, home, folder, terminal, interruption);
            Path json = folder.resolve("calibration.json");
            RunFiles.write(json, CalibrationReport.json(calibration));
            ConsoleReport.Style style = terminal.style();
            spec.commandLine().getOut().print(CalibrationReport.console(calibration, style));
            spec.commandLine().getOut().println("\nReport: " + json);
            spec.commandLine().getOut().flush();
            if (interruption.happened()) {
                return ExitCodes.INTERRUPTED;
            }
            return calibration.ceiling().isPresent() ? ExitCodes.OK : ExitCodes.INVALID;
        }
    }

    private void checkRates() {
        double before = 0;
        for (double rate : rates) {
            if (!(rate > before) || Double.isInfinite(rate)) {
                throw new UserError("--rates: expected numbers above 0 in ascending order, e.g. 50,100,200; got "
                        + String.join(",", rates.stream().map(String::valueOf).toList()));
            }
            before = rate;
        }
    }

    private static Scenario scenario(Home home) throws IOException {
        try {
            return ScenarioLoader.load(home.calibration(), new LoadOptions(null, false));
        } catch (ScenarioException mistakes) {
            throw Mistakes.in(mistakes);
        }
    }

    /** Ends with the first rate that is too high. */
    private Calibration calibrate(
            Scenario scenario, Home home, Path folder, Terminal terminal, Interruption interruption)
            throws IOException, InterruptedException {
        RunSettings settings = new RunSettings(folder, home.prices(), false, false, new Consent(null, true), null);
        RunSession session = new RunSession(settings, terminal, System::getenv, interruption);
        List<Rung> rungs = new ArrayList<>();
        for (double rate : rates) {
            terminal.line("at %s …".formatted(Phrases.rate(rate)));
            Path run = session.play(scenario.offered(scenario.load().model().swept(rate)));
            RunSummary summary = Analysis.of(RunArchive.open(run)).summary();
            if (summary.validity() instanceof Validity.Invalid) {
                RunFiles.markInvalid(run);
            }
            rungs.add(new Rung(rate, summary));
            if (!rungs.getLast().truthful() || interruption.happened()) {
                break;
            }
        }
        return new Calibration(rungs);
    }
}
