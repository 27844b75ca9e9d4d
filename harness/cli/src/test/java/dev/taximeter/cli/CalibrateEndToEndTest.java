package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How well this machine measures is the machine's affair; that it is told truly is ours. */
final class CalibrateEndToEndTest {
    @TempDir
    private Path folder;

    @Test
    void theAnswerTheFileAndTheExitCodeSayTheSame() throws Exception {
        Path out = folder.resolve("calibration");
        String[] command = {"calibrate", "--rates", "20", "--out", out.toString()};
        try (TaximeterProcess process = TaximeterProcess.start(folder, Map.of(), command)) {
            int exitCode = process.exitCode();
            JsonNode json = JsonMapper.shared().readTree(Files.readString(out.resolve("calibration.json")));
            JsonNode rate = json.at("/rates/0");

            assertThat(exitCode).as(process.output()).isIn(ExitCodes.OK, ExitCodes.INVALID);
            boolean truthful = exitCode == ExitCodes.OK;
            assertThat(process.output())
                    .contains("EMULATED", truthful ? "Up to 20/s" : "Not even at 20/s does this machine");
            assertThat(json.path("keepsUpTo").path("value").asDouble(0)).isEqualTo(truthful ? 20 : 0);
            assertThat(rate.path("truthful").asBoolean()).isEqualTo(truthful);
            assertThat(rate.path("reasons").isEmpty()).isEqualTo(truthful);
            assertThat(rate.at("/instrument/truth/0/n").asInt()).isPositive();
            assertThat(rate.at("/instrument/truth/0/unmatched").asInt(-1)).isZero();
            try (Stream<Path> folders = Files.list(out)) {
                assertThat(folders.map(path -> path.getFileName().toString()))
                        .anyMatch(name -> name.startsWith(rate.path("run").asString()));
            }
        }
    }

    @Test
    void ratesThatDoNotRiseAreRefused() throws Exception {
        String[] command = {
            "calibrate", "--rates", "50,20", "--out", folder.resolve("none").toString()
        };
        try (TaximeterProcess process = TaximeterProcess.start(folder, Map.of(), command)) {
            assertThat(process.exitCode()).isEqualTo(ExitCodes.USAGE);
            assertThat(process.output()).contains("--rates: expected numbers above 0 in ascending order");
            assertThat(folder.resolve("none")).doesNotExist();
        }
    }
}
