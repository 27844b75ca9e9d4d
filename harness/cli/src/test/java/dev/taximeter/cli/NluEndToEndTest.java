package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains, judges and runs a local model as a user does. */
final class NluEndToEndTest {
    private static final List<String> CITIES = List.of("Rome", "Oslo", "New York", "Paris", "Lima", "Cairo");

    @TempDir
    private Path folder;

    private Path data;
    private Path model;

    @BeforeEach
    void write() throws IOException {
        StringBuilder csv = new StringBuilder("text,intent,split,entities\n");
        for (int i = 0; i < 36; i++) {
            String city = CITIES.get(i % CITIES.size());
            String split = i < 24 ? "train" : "test";
            row(csv, i % 2 == 0 ? "fly me to " : "book a flight to ", city, "book_flight", split);
            row(csv, i % 2 == 0 ? "will it rain in " : "what is the weather in ", city, "get_weather", split);
        }
        csv.append("what is the meaning of life,oos,validation,\nwill it rain in Rome,get_weather,validation,\n");
        csv.append("who wrote this novel,oos,test,\n");
        data = Files.writeString(folder.resolve("travel.csv"), csv.toString());
        model = folder.resolve("model");
    }

    private static void row(StringBuilder csv, String before, String city, String intent, String split) {
        csv.append("%s%s,%s,%s,city:%d-%d\n"
                .formatted(before, city, intent, split, before.length(), before.length() + city.length()));
    }

    private String run(int exitCode, String... args) throws IOException, InterruptedException {
        try (TaximeterProcess process = TaximeterProcess.start(folder, Map.of(), args)) {
            int code = process.exitCode();
            assertThat(code).as(process.output()).isEqualTo(exitCode);
            return process.output();
        }
    }

    @Test
    void aTrainedModelIsJudgedSavedReadAgainAndAnArm() throws Exception {
        String trained = run(0, "nlu", "train", "--data", data.toString(), "--out", model.toString());
        assertThat(trained)
                .contains("intent accuracy, in scope", "n = 24")
                .contains("entities, strict F1")
                .contains("When to say: none of these")
                .contains("Training on 48 utterances took");
        assertThat(Files.readString(model.resolve("MODEL_CARD.md")))
                .contains("| encoder | all-minilm-l6-v2-q, 384 dimensions, SHA-256 ")
                .contains("| data | travel, SHA-256 ")
                .contains("| licence of the data | no LICENSE file beside the data |")
                .contains("chosen on the validation part")
                .contains("| intent accuracy, in scope | ");
        assertThat(model.resolve("report.html")).exists();

        Path report = folder.resolve("report");
        String judged = run(
                0, "nlu", "eval", "--data", data.toString(), "--model", model.toString(), "--out", report.toString());
        String figures = "intent accuracy, in scope";
        assertThat(line(judged, figures)).isEqualTo(line(trained, figures));
        assertThat(line(judged, "entities, strict F1")).isEqualTo(line(trained, "entities, strict F1"));
        assertThat(Files.readString(report.resolve("report.html"))).contains("Entities by type");

        Path scenario = Files.writeString(folder.resolve("saved.yaml"), """
            taximeter: 1
            arms:
              saved: { provider: nlu, model: model, outOfScope: 0 }
            workload: { task: intent, data: travel.csv }
            load:
              closed: { users: 1 }
              measure: 25 requests
            """);
        try (TaximeterProcess run = TaximeterProcess.start(
                folder,
                Map.of(),
                "run",
                scenario.toString(),
                "--out",
                folder.resolve("runs").toString())) {
            assertThat(run.exitCode())
                    .as(run.output())
                    .isIn(ExitCodes.OK, ExitCodes.INVALID); // a busy machine spoils it
            assertThat(run.output()).contains("25/25 sent", "0 errors").doesNotContain("training the local NLU");
        }
    }

    @Test
    void aLearningCurveGrowsToAllExamplesAndIsDrawn() throws Exception {
        Path report = folder.resolve("report");
        String judged = run(
                0,
                "nlu",
                "eval",
                "--data",
                data.toString(),
                "--curve",
                "2,5",
                "--no-entities",
                "--out",
                report.toString());
        assertThat(judged)
                .contains("With fewer examples")
                .containsPattern("(?m)^2 +4 .*n = 24")
                .containsPattern("(?m)^all +48 ");
        assertThat(report.resolve("learning-curve.svg")).exists();
    }

    @Test
    void mistakesOfTheUserAreExplained() throws Exception {
        assertThat(run(2, "nlu", "eval", "--data", data.toString(), "--encoder", "bert-large"))
                .contains("there is no encoder 'bert-large'");
        assertThat(run(2, "nlu", "eval", "--data", data.toString(), "--model", folder.toString()))
                .contains("there is no saved model in");
        assertThat(run(
                        2,
                        "nlu",
                        "train",
                        "--data",
                        folder.resolve("nothing.csv").toString()))
                .contains("there is no such file");
        assertThat(run(2, "nlu", "eval", "--data", data.toString(), "--shots", "0"))
                .contains("--shots wants a number from 1");
    }

    private static String line(String output, String beginning) {
        return output.lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .replaceAll(" +", " ");
    }
}
