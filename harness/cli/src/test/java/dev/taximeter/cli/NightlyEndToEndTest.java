package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.archive.Resumption;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.emulator.ChildJvm;
import dev.taximeter.emulator.EmulatorConfig;
import dev.taximeter.emulator.EmulatorProcess;
import dev.taximeter.emulator.Mount;
import dev.taximeter.model.Sample;
import dev.taximeter.scenario.ProfileLoader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A suite as a job starts it: processes that die, meet each other, and go on. */
final class NightlyEndToEndTest {
    private static final Map<String, String> KEY = Map.of("NIGHTLY_TEST_KEY", "made-up-for-this-test");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Pattern GOES_ON = Pattern.compile(
            "second goes on where it was broken off: (\\d+) requests are kept, (\\d+) are left, \\d+ may have been");

    @TempDir
    private Path folder;

    private Path results;

    @BeforeEach
    void prepare() throws IOException {
        results = folder.resolve("results");
        Files.writeString(folder.resolve("steady.yaml"), """
            profile: 1
            dialect: openai-chat
            description: a steady vendor
            source: "assumption: made for a test"
            ttft: { constant: 40ms }
            gap: { constant: 5ms }
            accuracy: 90%
            reply: one two three four
            """);
        Files.writeString(folder.resolve("prompts.txt"), "How are you?\nWhere is my parcel?\nWhat does it cost?\n");
    }

    private EmulatorProcess vendor() throws Exception {
        Mount mount = new Mount("vendor", ProfileLoader.load(folder.resolve("steady.yaml")));
        EmulatorConfig config = new EmulatorConfig(7, List.of(mount), Map.of(), List.of());
        return EmulatorProcess.start(config, ChildJvm.DEFAULT_JVM_ARGUMENTS, LIMIT);
    }

    private Path suite(String endpoint) throws IOException {
        for (String name : List.of("first", "second", "third")) {
            Files.writeString(
                    folder.resolve(name + ".yaml"), """
                        taximeter: 1
                        arms:
                          vendor: { provider: openai, model: gpt-4o-mini, key: NIGHTLY_TEST_KEY, endpoint: "%s" }
                        workload: { task: chat, prompts: prompts.txt, maxOutputTokens: 8 }
                        load:
                          open: { rate: 40/s }
                          warmUp: 10 requests
                          measure: %s requests
                        """.formatted(endpoint, name.equals("second") ? "400" : "60"));
        }
        return Files.writeString(folder.resolve("suite.yaml"), """
            taximeter: 1
            scenarios: [first.yaml, second.yaml, third.yaml]
            """);
    }

    private TaximeterProcess nightly(Path suite) throws IOException {
        return TaximeterProcess.start(
                folder, KEY, "nightly", suite.toString(), "--results", results.toString(), "--yes");
    }

    private List<Path> runs() throws IOException {
        Path runs = results.resolve("runs");
        if (Files.notExists(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.sorted().toList();
        }
    }

    private long samples(Path run) throws IOException {
        Path samples = run.resolve("samples.jsonl");
        try (Stream<String> lines = Files.exists(samples) ? Files.lines(samples) : Stream.<String>empty()) {
            return lines.count();
        }
    }

    /** Looks again and again until the second scenario is in the middle of its requests. */
    private void untilTheSecondIsUnderWay(TaximeterProcess night) throws IOException {
        while (runs().size() < 2 || samples(runs().get(1)) < 40) {
            assertThat(night.alive()).as(night.output()).isTrue();
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** A busy machine may spoil a run; what is proven here does not depend on it. */
    private static void assertPlayed(TaximeterProcess night) throws Exception {
        assertThat(night.exitCode()).as(night.output()).isIn(ExitCodes.OK, ExitCodes.INVALID);
    }

    @Test
    void aNightThatWasKilledGoesOnAndNothingIsSentTwice() throws Exception {
        try (EmulatorProcess vendor = vendor()) {
            Path suite = suite(vendor.baseUri("vendor").toString());
            try (TaximeterProcess night = nightly(suite)) {
                untilTheSecondIsUnderWay(night);
                night.kill();
            }
            long toldBefore = samples(runs().get(1));
            assertThat(toldBefore).isLessThan(400);
            long left;
            try (TaximeterProcess night = nightly(suite)) {
                assertPlayed(night);
                assertThat(night.output())
                        .contains("first was played before the night was broken off, and was not played again")
                        .containsPattern(GOES_ON);
                Matcher goesOn = GOES_ON.matcher(night.output());
                assertThat(goesOn.find()).isTrue();
                left = Long.parseLong(goesOn.group(2));
                assertThat(Long.parseLong(goesOn.group(1))).isEqualTo(toldBefore);
            }
            assertThat(runs()).hasSize(3);
            RunArchive second = RunArchive.open(runs().get(1));
            List<Resumption> resumptions = second.resumptions();
            assertThat(resumptions).hasSize(1);
            assertThat(second.samples().stream().map(Sample::seq)).doesNotHaveDuplicates();
            assertThat(second.samples().size() + resumptions.getFirst().maybeSent())
                    .isEqualTo(410);
            assertThat(second.samples()).hasSize((int) (toldBefore + left));
            long told = 0;
            for (Path run : runs()) {
                told += RunArchive.open(run).samples().size();
            }
            // What the vendor saw and would have billed: everything that was told, and at most what may have been sent.
            assertThat(vendor.truth().size())
                    .isBetween((int) told, (int) (told + resumptions.getFirst().maybeSent()));
        }
        JsonNode night =
                new JsonMapper().readTree(Files.readAllBytes(results.resolve("nightly/suite/latest/nightly.json")));
        assertThat(night.path("runs")).hasSize(3);
        assertThat(night.path("runs").get(1).path("resumed").asString("")).contains("goes on");
    }

    /** Of one scenario whose arm is billed, with an objective that it misses. */
    private Path gated(String endpoint, String more) throws IOException {
        suite(endpoint);
        Files.writeString(
                folder.resolve("first.yaml"), "objectives: [response.p50 < 2ms]\n", StandardOpenOption.APPEND);
        return Files.writeString(folder.resolve("gate.yaml"), "taximeter: 1\nscenarios: [first.yaml]\n" + more);
    }

    private String latest(String suite, String file) throws IOException {
        return Files.readString(
                results.resolve("nightly").resolve(suite).resolve("latest").resolve(file));
    }

    @Test
    void aMissedObjectiveEndsTheJobAndEveryFileForMachinesSaysWhich() throws Exception {
        try (EmulatorProcess vendor = vendor();
                TaximeterProcess night = nightly(gated(vendor.baseUri("vendor").toString(), "nights: 1\n"))) {
            assertThat(night.exitCode()).as(night.output()).isEqualTo(ExitCodes.WORSE);
            assertThat(night.output()).contains("response.p50 < 2ms");
        }
        assertThat(latest("gate", "junit.xml"))
                .contains("failures=\"1\"", "<failure")
                .containsPattern("testcase[^>]+response\\.p50 &lt; 2ms");
        assertThat(latest("gate", "summary.md")).contains("response.p50 &lt; 2ms");
        assertThat(latest("gate", "metrics.prom"))
                .contains(
                        "taximeter_night_outcome{suite=\"gate\",outcome=\"WORSE\"} 1.0",
                        "taximeter_night_findings{suite=\"gate\",standing=\"ALARM\"} 1.0");
        JsonNode json = new JsonMapper().readTree(latest("gate", "nightly.json"));
        assertThat(json.path("outcome").asString()).isEqualTo("WORSE");
        assertThat(json.at("/findings/0/what").asString()).contains("response.p50 < 2ms");
        assertThat(new JsonMapper()
                        .readTree(latest("gate", "webhook.json"))
                        .path("page")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aNightsBudgetIsSharedByItsScenariosAndStopsThemInTime() throws Exception {
        try (EmulatorProcess vendor = vendor()) {
            suite(vendor.baseUri("vendor").toString());
            Path suite = Files.writeString(folder.resolve("poor.yaml"), """
                taximeter: 1
                scenarios: [first.yaml, second.yaml]
                budget: 0.0005 USD
                """);
            try (TaximeterProcess night = nightly(suite)) {
                assertThat(night.exitCode()).as(night.output()).isEqualTo(ExitCodes.STOPPED);
            }
            BigDecimal spent = BigDecimal.ZERO;
            for (Path run : runs()) {
                spent = spent.add(RunArchive.open(run).manifest().spending().spent());
            }
            assertThat(spent).isPositive().isLessThanOrEqualTo(new BigDecimal("0.0005"));
            assertThat(vendor.truth().size()).as("of 480 that were planned").isBetween(1, 400);
        }
    }

    @Test
    void twoNightsDoNotMeetAndANightThatEndedIsNotGoneOnWith() throws Exception {
        try (EmulatorProcess vendor = vendor()) {
            Path suite = suite(vendor.baseUri("vendor").toString());
            try (TaximeterProcess night = nightly(suite)) {
                untilTheSecondIsUnderWay(night);
                try (TaximeterProcess other = nightly(suite)) {
                    assertThat(other.exitCode()).as(other.output()).isEqualTo(ExitCodes.USAGE);
                    assertThat(other.output()).contains("another night is being played", "suite suite, process");
                }
                assertPlayed(night);
            }
            try (TaximeterProcess next = nightly(suite)) {
                assertPlayed(next);
                assertThat(next.output()).doesNotContain("broken off");
            }
            assertThat(runs()).hasSize(6);
        }
    }
}
