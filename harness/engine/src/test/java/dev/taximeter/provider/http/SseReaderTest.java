package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void readsTheSameEventsWhateverEndsALine(String end) throws IOException {
        String text =
                ": comment\ndata: one\n\nevent: x\ndata:two\nid: 7\ndata:  three\n\n\n\ndata\n\n".replace("\n", end);
        assertThat(events(pieces(text))).containsExactly("one", "two\n three", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void readsTheSameEventsWhereverTheBytesAreSplit(String end) throws IOException {
        String text = "data: Grüße 🚕\ndata:x\n\n: ping\n\ndata: last\n\n".replace("\n", end);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= bytes.length; i++) {
            for (int j = i; j <= bytes.length; j++) {
                InputStream in = pieces(List.of(
                        Arrays.copyOfRange(bytes, 0, i),
                        Arrays.copyOfRange(bytes, i, j),
                        Arrays.copyOfRange(bytes, j, bytes.length)));
                assertThat(events(in)).as("split at %d and %d", i, j).containsExactly("Grüße 🚕\nx", "last");
            }
        }
    }

    @Test
    void anEventHasTheTimeOfTheReadThatBroughtItsEnd() throws IOException {
        SseReader reader = reader(pieces("data: a\n\ndata: b\n\nda", "ta: c\n", "\n"));
        List<Long> stamps = new ArrayList<>();
        while (reader.next()) {
            stamps.add(reader.stampNanos());
        }
        assertThat(stamps).containsExactly(1L, 1L, 3L);
    }

    @Test
    void aLoneCarriageReturnEndsAnEventWithoutWaitingForMore() throws IOException {
        SseReader reader = reader(pieces("data: a\r\r", "\ndata: b\r\r"));
        assertThat(reader.next()).isTrue();
        assertThat(reader.stampNanos()).isEqualTo(1);
        assertThat(reader.next()).isTrue();
        assertThat(reader.data()).hasToString("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: a\n\ndata: b", "data: a\n\ndata: b\n", "data: a\n\nda"})
    void anEventThatTheStreamEndsInIsCutOff(String text) throws IOException {
        SseReader reader = reader(pieces(text));
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isFalse();
        assertThat(reader.cutOff()).isTrue();
    }

    @Test
    void aStreamThatEndsBetweenEventsIsNotCutOff() throws IOException {
        SseReader reader = reader(pieces("data: a\n\n"));
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isFalse();
        assertThat(reader.cutOff()).isFalse();
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        assertThat(events(pieces("\uFEFFdata: a\n\n"))).containsExactly("a");
    }

    @Test
    void fieldsThatOnlyBeginLikeDataAreNotData() throws IOException {
        assertThat(events(pieces("database: a\n\ndata: b\n\n"))).containsExactly("b");
    }

    @Test
    void anEndlessLineIsRefused() {
        SseReader reader = reader(pieces("data: " + "x".repeat(2_000_000)));
        assertThatThrownBy(reader::next).isInstanceOf(MalformedException.class).hasMessageContaining("1048576");
    }

    @Test
    void anEndlessEventIsRefused() {
        SseReader reader = reader(pieces(("data: " + "x".repeat(1000) + "\n").repeat(2_000)));
        assertThatThrownBy(reader::next).isInstanceOf(MalformedException.class);
    }

    private static List<String> events(InputStream in) throws IOException {
        SseReader reader = reader(in);
        List<String> events = new ArrayList<>();
        while (reader.next()) {
            events.add(reader.data().toString());
        }
        return events;
    }

    private static SseReader reader(InputStream in) {
        return new SseReader(in, new AtomicLong()::incrementAndGet);
    }

    private static InputStream pieces(String... texts) {
        return pieces(Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** Each read returns no more than the rest of one piece, as if it had come by itself. */
    static InputStream pieces(Collection<byte[]> pieces) {
        Deque<InputStream> left = new ArrayDeque<>();
        pieces.stream()
                .filter(piece -> piece.length > 0)
                .map(ByteArrayInputStream::new)
                .forEach(left::add);
        return new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException("the reader reads in bulk");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                while (!left.isEmpty()) {
                    int count = left.getFirst().read(into, from, length);
                    if (count > 0) {
                        return count;
                    }
                    left.removeFirst();
                }
                return -1;
            }
        };
    }
}
