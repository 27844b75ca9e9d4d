package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

class EventStreamReaderTest {
    private static final byte[] TWO_FRAMES = join(
            event("messageStart", "{\"role\":\"assistant\"}"),
            event("contentBlockDelta", "{\"delta\":{\"text\":\"🚕\"}}"));

    @Test
    void framesBecomeObjectsNamedAfterTheEventWhereverTheBytesAreSplit() throws IOException {
        for (int at = 0; at <= TWO_FRAMES.length; at++) {
            EventStreamReader reader = reader(
                    Arrays.copyOfRange(TWO_FRAMES, 0, at), Arrays.copyOfRange(TWO_FRAMES, at, TWO_FRAMES.length));
            assertThat(frames(reader))
                    .as("split at %d", at)
                    .containsExactly(
                            "{\"messageStart\":{\"role\":\"assistant\"}}",
                            "{\"contentBlockDelta\":{\"delta\":{\"text\":\"🚕\"}}}");
            assertThat(reader.cutOff()).isFalse();
        }
    }

    @Test
    void aFrameHasTheTimeOfTheReadThatBroughtItsEnd() throws IOException {
        int firstFrame = ByteBuffer.wrap(TWO_FRAMES).getInt();
        EventStreamReader reader = reader(
                Arrays.copyOfRange(TWO_FRAMES, 0, 5),
                Arrays.copyOfRange(TWO_FRAMES, 5, firstFrame),
                Arrays.copyOfRange(TWO_FRAMES, firstFrame, TWO_FRAMES.length));
        List<Long> stamps = new ArrayList<>();
        while (reader.next()) {
            stamps.add(reader.stampNanos());
        }
        assertThat(stamps).containsExactly(2L, 3L);
    }

    @Test
    void aStreamThatEndsInsideAFrameIsCutOff() throws IOException {
        int firstFrame = ByteBuffer.wrap(TWO_FRAMES).getInt();
        for (int end = 0; end <= TWO_FRAMES.length; end++) {
            EventStreamReader reader = reader(Arrays.copyOfRange(TWO_FRAMES, 0, end));
            int whole = frames(reader).size();
            assertThat(whole).as("cut at %d", end).isEqualTo(end < firstFrame ? 0 : end < TWO_FRAMES.length ? 1 : 2);
            boolean between = end == 0 || end == firstFrame || end == TWO_FRAMES.length;
            assertThat(reader.cutOff()).as("cut at %d", end).isEqualTo(!between);
        }
    }

    @Test
    void anyDamagedByteIsNoticed() {
        byte[] good = event("messageStart", "{\"role\":\"assistant\"}");
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x40;
            EventStreamReader reader = reader(bad);
            boolean noticed;
            try {
                noticed = !reader.next() && reader.cutOff();
            } catch (IOException e) {
                noticed = e instanceof MalformedException;
            }
            assertThat(noticed).as("damaged at %d", at).isTrue();
        }
    }

    @Test
    void exceptionsAndErrorsAreErrorObjects() throws IOException {
        byte[] exception = frame(
                Map.of(":message-type", "exception", ":exception-type", "throttlingException"),
                "{\"message\":\"Too many \\\"tokens\\\"\"}");
        byte[] error = frame(
                Map.of(":message-type", "error", ":error-code", "InternalError", ":error-message", "An error occurred"),
                "");
        assertThat(frames(reader(exception, error)))
                .containsExactly(
                        "{\"error\":{\"type\":\"throttlingException\",\"message\":\"Too many \\\"tokens\\\"\"}}",
                        "{\"error\":{\"type\":\"InternalError\",\"message\":\"An error occurred\"}}");
    }

    @Test
    void aFrameOfImpossibleLengthIsRefused() {
        assertThatThrownBy(reader(new byte[] {0x7F, 0, 0, 0, 1})::next).isInstanceOf(MalformedException.class);
        assertThatThrownBy(reader(new byte[] {0, 0, 0, 3})::next).isInstanceOf(MalformedException.class);
    }

    static byte[] event(String type, String payload) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(":event-type", type);
        headers.put(":content-type", "application/json");
        headers.put(":message-type", "event");
        return frame(headers, payload);
    }

    static byte[] frame(Map<String, String> headers, String payload) {
        Map<String, HeaderValue> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
        ByteBuffer bytes = new Message(values, payload.getBytes(StandardCharsets.UTF_8)).toByteBuffer();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }

    static byte[] join(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private static List<String> frames(EventStreamReader reader) throws IOException {
        List<String> frames = new ArrayList<>();
        while (reader.next()) {
            frames.add(reader.data().toString());
        }
        return frames;
    }

    private static EventStreamReader reader(byte[]... pieces) {
        return new EventStreamReader(SseReaderTest.pieces(List.of(pieces)), new AtomicLong()::incrementAndGet);
    }
}
