package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scenario wants of the machine or of others, and is not there, is said before anything is asked or written. */
final class MissingServersEndToEndTest {
    private static final Set<Integer> REFUSED = Set.of(ExitCodes.USAGE);
    /** Valid or, on a machine with other things to do, not. */
    private static final Set<Integer> PLAYED = Set.of(ExitCodes.OK, ExitCodes.INVALID);

    @TempDir
    private Path folder;

    private Path runs;

    @BeforeEach
    void writeData() throws IOException {
        runs = folder.resolve("runs");
        StringBuilder csv = new StringBuilder("text,intent,split\n");
        for (int i = 0; i < 12; i++) {
            String split = i < 8 ? "train" : "test";
            csv.append("fly me to city %d,book_flight,%s\n".formatted(i, split));
            csv.append("will it rain on day %d,get_weather,%s\n".formatted(i, split));
        }
        Files.writeString(folder.resolve("travel.csv"), csv.toString());
    }

    private String run(Set<Integer> exitCodes, Map<String, String> environment, String arms) throws Exception {
        Path scenario = Files.writeString(
                folder.resolve("scenario.yaml"), """
                    taximeter: 1
                    arms:
                    %s
                    workload: { task: intent, data: travel.csv }
                    load: { open: { rate: 50/s }, measure: 10 requests }
                    """.formatted(arms.indent(2).stripTrailing()));
        try (TaximeterProcess process =
                TaximeterProcess.start(folder, environment, "run", scenario.toString(), "--out", runs.toString())) {
            int code = process.exitCode();
            assertThat(code).as(process.output()).isIn(exitCodes);
            return process.output();
        }
    }

    /** A port at which nobody listens, as far as anybody can say. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void serversOfOthersThatDoNotAnswerAreAllNamedBeforeTheRun() throws Exception {
        int http = freePort();
        int redis = freePort();
        int pubSub = freePort();
        String output = run(REFUSED, Map.of(), """
            rasa: { provider: nlu-http, api: rasa, endpoint: "http://127.0.0.1:%d", model: theirs }
            queue: { provider: nlu-redis, endpoint: "redis://127.0.0.1:%d", model: theirs }
            topic: { provider: nlu-pubsub, endpoint: "127.0.0.1:%d", model: theirs }
            """.formatted(http, redis, pubSub));
        assertThat(output)
                .contains("arm rasa: http://127.0.0.1:%d/model/parse did not answer a question: connect failed"
                        .formatted(http))
                .contains("arm queue: nobody answers from queue nlu in redis://127.0.0.1:%d: Redis: Failed to connect"
                        .formatted(redis))
                .contains("taximeter nlu work --redis redis://127.0.0.1:%d --queue nlu --pattern streams"
                        .formatted(redis))
                .contains("arm topic: ", "127.0.0.1:" + pubSub)
                .doesNotContain("\tat ");
        assertThat(runs).doesNotExist();

        try (TaximeterProcess doctor = TaximeterProcess.start(
                folder, Map.of(), "doctor", folder.resolve("scenario.yaml").toString())) {
            assertThat(doctor.exitCode()).isEqualTo(ExitCodes.USAGE);
            assertThat(doctor.output())
                    .contains("127.0.0.1:%d cannot be reached".formatted(http))
                    .contains("127.0.0.1:%d cannot be reached".formatted(redis))
                    .contains("127.0.0.1:%d cannot be reached".formatted(pubSub));
        }
    }

    @Test
    void everyMistakeOnAWorkersCommandLineIsSaidAtOnce() throws Exception {
        try (TaximeterProcess worker = TaximeterProcess.start(
                folder,
                Map.of(),
                "nlu",
                "work",
                "--model=nowhere",
                "--pubsub=somewhere",
                "--queue=9lives",
                "--publisher-threads=0",
                "--min-duration-per-ack-extension-s=60",
                "--max-duration-per-ack-extension-s=30")) {
            assertThat(worker.exitCode()).isEqualTo(ExitCodes.USAGE);
            assertThat(worker.output())
                    .contains(
                            "--pubsub somewhere: expected google, or host:port of an emulator",
                            "--queue 9lives: expected a letter",
                            "--publisher-threads 0: expected a whole number from 1 to 256",
                            "--min-duration-per-ack-extension-s is not below")
                    .doesNotContain("\tat ");
        }
        try (TaximeterProcess worker =
                TaximeterProcess.start(folder, Map.of(), "nlu", "work", "--model=nowhere", "--pubsub=google")) {
            assertThat(worker.exitCode()).isEqualTo(ExitCodes.USAGE);
            assertThat(worker.output()).contains("--pubsub google wants --project");
        }
    }

    @Test
    void aRedisWithoutAWorkerIsRefusedBeforeTheRun() throws Exception {
        Optional<Path> program = RedisServer.program(System.getenv("PATH"));
        assumeTrue(program.isPresent(), "skipped: " + RedisServer.INSTALL);
        try (RedisServer redis = RedisServer.start(program.orElseThrow())) {
            String output = run(REFUSED, Map.of(), """
                queue: { provider: nlu-redis, pattern: lists, endpoint: "%s", model: theirs }
                """.formatted(redis.address()));
            assertThat(output)
                    .contains("arm queue: nobody answers from queue nlu in %s: no worker answered within 2 s"
                            .formatted(redis.address()));
        }
        assertThat(runs).doesNotExist();
    }

    @Test
    void withoutRedisServerAnArmThatWantsOneIsLeftOutAndSaidToBe() throws Exception {
        String output = run(PLAYED, Map.of("PATH", ""), """
            in-process: { provider: nlu }
            redis: { provider: nlu-redis }
            """);
        assertThat(output).contains("arm redis is left out: " + RedisServer.INSTALL);
        try (Stream<Path> kept = Files.list(runs)) {
            Path run = kept.findFirst().orElseThrow();
            assertThat(Files.readString(run.resolve("report.md"))).contains(RedisServer.INSTALL);
        }
    }

    @Test
    void withoutRedisServerThereIsNoRunOfRedisAlone() throws Exception {
        String output = run(REFUSED, Map.of("PATH", ""), "redis: { provider: nlu-redis }");
        assertThat(output).contains("no arm can take part: " + RedisServer.INSTALL);
        assertThat(runs).doesNotExist();
    }
}
