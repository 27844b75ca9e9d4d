package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.Dialect;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EmulatorProcessTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final EmulatorConfig CONFIG = Profiles.config(new Mount("openai", Profiles.of(Dialect.OPENAI_CHAT)));

    @Test
    void servesTellsTheTruthAndEndsWhenClosed() throws Exception {
        ProcessHandle handle;
        try (EmulatorProcess emulator = EmulatorProcess.start(CONFIG, ChildJvm.DEFAULT_JVM_ARGUMENTS, LIMIT);
                Client client = new Client()) {
            handle = emulator.handle();
            HttpResponse<String> answer =
                    client.openAi(emulator.baseUri("openai"), Client.ask("what is my balance", 8, true));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(emulator.truth())
                    .singleElement()
                    .satisfies(stamp -> assertThat(answer.headers().firstValue("x-request-id"))
                            .contains(stamp.requestId()));
        }
        assertThat(handle.onExit().get(1, TimeUnit.MINUTES).isAlive()).isFalse();
    }

    @Test
    void playsTheSameAnswersAsOneInThisProcess() throws Exception {
        try (EmulatorProcess there = EmulatorProcess.start(CONFIG, ChildJvm.DEFAULT_JVM_ARGUMENTS, LIMIT);
                Emulator here = Emulator.start(CONFIG, 0);
                Client client = new Client()) {
            String ask = Client.ask("what is my balance", 8, true);
            assertThat(client.openAi(there.baseUri("openai"), ask).body())
                    .isEqualTo(client.openAi(here.baseUri("openai"), ask).body());
        }
    }

    @Test
    void saysWhyItDidNotStart() {
        assertThatThrownBy(() -> EmulatorProcess.start(CONFIG, List.of("-XX:NoSuchFlag"), LIMIT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("NoSuchFlag");
    }

    @Test
    void saysWhenItIsGone() throws Exception {
        EmulatorProcess emulator = EmulatorProcess.start(CONFIG, ChildJvm.DEFAULT_JVM_ARGUMENTS, LIMIT);
        emulator.close();
        assertThatThrownBy(emulator::truth)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it has ended with exit code 0");
    }
}
