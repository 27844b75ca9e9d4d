package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.Delay;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Profile;
import dev.taximeter.scenario.ProfileLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class FitCommandTest {
    @TempDir
    private Path folder;

    @Test
    void callsOfOthersBecomeAProfileThatTheEmulatorReads() throws Exception {
        StringBuilder calls = new StringBuilder("[");
        for (int i = 0; i < 100; i++) {
            calls.append(String.format(
                    Locale.ROOT,
                    "{\"error_code\":null,\"ttft_s\":%.3f,\"inter_token_latency_s\":0.02,\"other\":1},",
                    0.5 + i / 1000.0));
        }
        calls.append("{\"error_code\":429,\"ttft_s\":null},".repeat(20));
        calls.append("{\"error_code\":-100,\"error_msg\":\"Output too few tokens\"}]");
        Path file = Files.writeString(folder.resolve("calls.json"), calls);
        Path out = folder.resolve("fitted.yaml");
        assertThat(fit(
                        file.toString(),
                        "--out",
                        out.toString(),
                        "--source",
                        "made up, \"n=121\"",
                        "--description",
                        "x"))
                .isZero();
        Profile profile = ProfileLoader.load(out);
        assertThat(profile.source()).isEqualTo("made up, \"n=121\"");
        Delay.Quantiles ttft = (Delay.Quantiles) profile.ttft();
        assertThat(ttft.nanos()).hasSize(41).startsWith(500_000_000L).endsWith(599_000_000L);
        assertThat(profile.gap()).isEqualTo(new Delay.Quantiles(Collections.nCopies(41, 20_000_000L)));
        assertThat(profile.faultRatios().get(InjectedFault.RATE_LIMITED)).isCloseTo(20 / 121.0, within(1e-4));
        assertThat(profile.serving().stalls()).isEmpty();
        assertThat(Files.readString(out)).contains("# Left out: 1 calls that ended with \"local failure\"");
    }

    @Test
    void whatIsNoMeasurementIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("calls.json"), "[{\"error_code\":500}]");
        String out = folder.resolve("fitted.yaml").toString();
        assertThat(error(file.toString(), "--out", out)).contains("--source is missing");
        assertThat(error(file.toString(), "--out", out, "--source", "x")).contains("0 good calls are too few");
        assertThat(error(folder.resolve("no.json").toString(), "--out", out, "--source", "x"))
                .contains("there is no such run or file");
        assertThat(error(Files.writeString(folder.resolve("x"), "[{").toString(), "--out", out, "--source", "x"))
                .contains("not JSON objects of calls");
    }

    private static int fit(String... arguments) {
        return command().execute(arguments);
    }

    private static String error(String... arguments) {
        StringBuilder said = new StringBuilder();
        command()
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    said.append(e instanceof UserError ? e.getMessage() : "not a user's error: " + e);
                    return 2;
                })
                .execute(arguments);
        return said.toString();
    }

    private static CommandLine command() {
        return new CommandLine(new FitCommand()).setOut(new PrintWriter(new StringWriter()));
    }
}
