package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.TruthStamp;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TruthTest {
    private static final long MILLI = 1_000_000;
    private static final String ASK = Client.ask("tell me", 6, true);

    @Test
    void everyFrameIsStampedUnderTheIdThatTheClientSees() throws Exception {
        Delay ttft = new Delay.Constant(MILLI);
        Mount mount = new Mount("openai", Profiles.of(Dialect.OPENAI_CHAT, ttft, ttft, 1, 1));
        try (Emulator emulator = Emulator.start(Profiles.config(mount), 0);
                Client client = new Client()) {
            HttpResponse<String> answer = client.openAi(emulator.baseUri("openai"), ASK);
            TruthStamp stamp = emulator.truth().getFirst();
            assertThat(answer.headers().firstValue("x-request-id")).contains(stamp.requestId());
            assertThat(stamp.profile()).isEqualTo("test-openai");
            assertThat(stamp.frameNanos().size()).isEqualTo(contentFrames(answer));
            // Never early: each frame waits for its absolute time.
            for (int i = 0; i < stamp.frameNanos().size(); i++) {
                assertThat(stamp.frameNanos().nanosAt(i) - stamp.receivedNanos())
                        .isGreaterThanOrEqualTo((i + 1) * MILLI);
            }
            assertThat(stamp.doneNanos())
                    .isGreaterThanOrEqualTo(stamp.frameNanos().lastNanos());
        }
    }

    @Test
    void aBurstWaitsForOneGap() throws Exception {
        Delay gap = new Delay.Constant(3_600_000 * MILLI); // an hour: a second gap would never end
        Mount mount = new Mount("azure", Profiles.of(Dialect.AZURE_DEPLOYMENT, Profiles.NOW, gap, 1, 6));
        try (Emulator emulator = Emulator.start(Profiles.config(mount), 0);
                Client client = new Client()) {
            client.azure(emulator.baseUri("azure"), ASK);
            assertThat(emulator.truth().getFirst().frameNanos().size()).isBetween(2, 6);
        }
    }

    @Test
    void aWholeAnswerTakesAsLongAsItsStream() throws Exception {
        Delay step = new Delay.Constant(MILLI);
        Mount mount = new Mount("claude", Profiles.of(Dialect.ANTHROPIC_MESSAGES, step, step, 1, 2));
        try (Emulator emulator = Emulator.start(Profiles.config(mount), 0);
                Client client = new Client()) {
            client.anthropic(emulator.baseUri("claude"), Client.ask("what is my balance", 6, false));
            client.anthropic(emulator.baseUri("claude"), Client.ask("tell me", 6, false));
            TruthStamp stamp = emulator.truth().getLast();
            assertThat(stamp.frameNanos().size()).isEqualTo(1);
            assertThat(stamp.frameNanos().firstNanos() - stamp.receivedNanos()).isGreaterThanOrEqualTo(2 * MILLI);
        }
    }

    @Test
    void aFaultIsStampedWithoutFrames() throws Exception {
        Mount mount = new Mount("openai", Profiles.always(Dialect.OPENAI_CHAT, InjectedFault.RATE_LIMITED));
        try (Emulator emulator = Emulator.start(Profiles.config(mount), 0);
                Client client = new Client()) {
            client.openAi(emulator.baseUri("openai"), ASK);
            assertThat(emulator.truth())
                    .singleElement()
                    .satisfies(stamp -> assertThat(stamp.frameNanos().isEmpty()).isTrue());
        }
    }

    @Test
    void theOldestStampsAreForgotten() {
        TruthLog log = new TruthLog(20);
        for (int i = 0; i < 10; i++) {
            log.add(new TruthStamp("r" + i, "p", 0, ChunkTimes.of(1), 1)); // weighs 5
        }
        assertThat(log.stamps()).extracting(TruthStamp::requestId).containsExactly("r6", "r7", "r8", "r9");
        assertThat(log.dropped()).isEqualTo(6);
    }

    @Test
    void stampsAndConfigsSurviveTheirJson() {
        TruthStamp stamp = new TruthStamp("r", "p", 1, ChunkTimes.of(2, 3), 4);
        assertThat(Json.stamp(Json.line(stamp))).isEqualTo(stamp);
        EmulatorConfig config = Profiles.config(
                new Mount(
                        "a",
                        Profiles.of(
                                Dialect.AZURE_V1,
                                new Delay.Lognormal(1, 2, 0.5, 3),
                                new Delay.Quantiles(List.of(1L, 2L)),
                                3,
                                4),
                        "model"),
                new Mount("b", Profiles.of(Dialect.OPENAI_CHAT)));
        assertThat(config.toJson()).doesNotContain("\n");
        assertThat(EmulatorConfig.fromJson(config.toJson())).isEqualTo(config);
    }

    @Test
    void onlyLoopbackIsBound() throws Exception {
        Mount mount = new Mount("openai", Profiles.of(Dialect.OPENAI_CHAT));
        try (Emulator emulator = Emulator.start(Profiles.config(mount), 0)) {
            assertThat(emulator.address().getAddress().getHostAddress()).isEqualTo("127.0.0.1");
            Optional<InetAddress> other = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .findFirst();
            assumeTrue(other.isPresent(), "this machine has no other address to try");
            assertThatThrownBy(() -> new Socket(other.orElseThrow(), emulator.port()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    private static long contentFrames(HttpResponse<String> answer) {
        return answer.body()
                .lines()
                .filter(line -> line.contains("\"delta\":{\"content\":"))
                .count();
    }
}
