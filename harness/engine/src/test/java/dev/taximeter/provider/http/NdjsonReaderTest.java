package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NdjsonReaderTest {
    @Test
    void readsALineAFrameWhereverTheBytesAreSplit() throws IOException {
        byte[] bytes = "{\"a\":\"Grüße 🚕\"}\n\n{\"b\":1}\r\n{}\n".getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at <= bytes.length; at++) {
            NdjsonReader reader = reader(Arrays.copyOfRange(bytes, 0, at), Arrays.copyOfRange(bytes, at, bytes.length));
            List<String> frames = new ArrayList<>();
            while (reader.next()) {
                frames.add(reader.data().toString());
            }
            assertThat(frames).as("split at %d", at).containsExactly("{\"a\":\"Grüße 🚕\"}", "{\"b\":1}", "{}");
            assertThat(reader.cutOff()).isFalse();
        }
    }

    @Test
    void aFrameHasTheTimeOfTheReadThatBroughtItsEnd() throws IOException {
        NdjsonReader reader =
                reader("{}\n{}\n{".getBytes(StandardCharsets.UTF_8), "}\n".getBytes(StandardCharsets.UTF_8));
        List<Long> stamps = new ArrayList<>();
        while (reader.next()) {
            stamps.add(reader.stampNanos());
        }
        assertThat(stamps).containsExactly(1L, 1L, 2L);
    }

    @Test
    void aLineWithoutItsEndIsCutOff() throws IOException {
        NdjsonReader reader = reader("{}\n{\"done\":true}".getBytes(StandardCharsets.UTF_8));
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isFalse();
        assertThat(reader.cutOff()).isTrue();
    }

    @Test
    void anEndlessLineIsRefused() {
        NdjsonReader reader = reader("x".repeat(2_000_000).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(reader::next).isInstanceOf(MalformedException.class);
    }

    private static NdjsonReader reader(byte[]... pieces) {
        return new NdjsonReader(SseReaderTest.pieces(List.of(pieces)), new AtomicLong()::incrementAndGet);
    }
}
