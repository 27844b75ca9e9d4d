package dev.taximeter.cli;

import dev.taximeter.archive.ArchiveException;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Phase;
import dev.taximeter.summary.MeasuredCall;
import dev.taximeter.summary.ProfileFit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter fit}: makes an emulated vendor out of measured calls. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a profile, so that the emulator behaves as a vendor was measured: out of an arm of a run, or out of"
                    + " calls that somebody else measured. Such a file holds one JSON object a call, as a list or one a"
                    + " line, with ttft_s, inter_token_latency_s and error_code (null for a good call), as LLMPerf"
                    + " writes them.",
            "",
            "@|bold Examples|@",
            "  taximeter fit results/runs/FOLDER --arm azure --out scenarios/profiles/azure-mine.yaml",
            "  taximeter fit calls.json --description \"Together llama-2-70b, December 2023\" \\",
            "      --source \"ADDRESS, DATE, n=150\" --out scenarios/profiles/together.yaml",
            ""
        })
final class FitCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "a run's folder, or a JSON file of calls")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path from;

    @Option(names = "--arm", paramLabel = "ARM", description = "of the run; may be left out when it has only one")
    private @Nullable String arm;

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            defaultValue = "openai-chat",
            description = "wire format to play it in (default: openai-chat)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String dialect;

    @Option(names = "--description", paramLabel = "TEXT", description = "one line for reports")
    private @Nullable String description;

    @Option(names = "--source", paramLabel = "TEXT", description = "where the calls are from, with date and n")
    private @Nullable String source;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the profile to write")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String yaml = Files.isDirectory(from) ? ofRun() : ofFile();
        Files.writeString(out, yaml);
        spec.commandLine().getOut().println("wrote " + out);
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private String ofRun() throws IOException {
        RunArchive archive;
        try {
            archive = RunArchive.open(from);
        } catch (ArchiveException unreadable) {
            throw new UserError(String.valueOf(unreadable.getMessage()), unreadable);
        }
        ArmFacts chosen = chosen(archive.manifest().arms());
        List<MeasuredCall> calls = archive.samples().stream()
                .filter(sample -> sample.arm().equals(chosen.name()) && sample.phase() == Phase.MEASURE)
                .map(MeasuredCall::of)
                .toList();
        String emulated = chosen.emulated() ? " (itself emulated)" : "";
        return profile(
                calls,
                false,
                description == null ? chosen.label() + emulated : description,
                source == null ? "own run " + from.getFileName() + emulated + ", n=" + calls.size() : source);
    }

    private ArmFacts chosen(List<ArmFacts> arms) {
        List<String> names = arms.stream().map(ArmFacts::name).toList();
        if (arm == null && arms.size() > 1) {
            throw new UserError("which arm? --arm is one of " + String.join(", ", names));
        }
        return arms.stream()
                .filter(each -> arm == null || each.name().equals(arm))
                .findFirst()
                .orElseThrow(() -> new UserError("no arm '" + arm + "'; there are " + String.join(", ", names)));
    }

    private String ofFile() throws IOException {
        if (source == null) {
            throw new UserError("--source is missing: a profile says where its figures are from, with date and n");
        }
        List<MeasuredCall> calls = MeasuredFile.read(from);
        return profile(calls, true, description == null ? String.valueOf(from.getFileName()) : description, source);
    }

    private String profile(List<MeasuredCall> calls, boolean gapsAreMeans, String described, String sourced) {
        try {
            return FittedProfile.yaml(ProfileFit.of(calls, gapsAreMeans), dialect, described, sourced);
        } catch (IllegalArgumentException tooFew) {
            throw new UserError(from + ": " + tooFew.getMessage(), tooFew);
        }
    }
}
