package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.http.LoopbackServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that no vendor would send. Whatever they are: the call ends, within its memory, with an outcome. Every damage is
 * drawn from a seed that a failure names; {@code -Dtaximeter.fuzz=100} draws a hundred times as many.
 */
@Timeout(600)
class StreamFuzzTest {
    private static final int ROUNDS = Integer.getInteger("taximeter.fuzz", 1);
    private static final int MEBIBYTE = 1024 * 1024;

    @ParameterizedTest
    @MethodSource("dev.taximeter.provider.http.Wire#streaming")
    void noDamageToAStreamDoesHarm(Dialect dialect) {
        byte[] fixture = Wire.stream(dialect);
        WireDialect wire = WireDialect.of(Wire.target(dialect, URI.create("https://models.example/")));
        Map<Kind, Integer> outcomes = new EnumMap<>(Kind.class);
        for (long seed = 0; seed < 3_000L * ROUNDS; seed++) {
            Damage damage = new Damage(seed);
            List<byte[]> pieces = damage.pieces(damage.of(fixture));
            try {
                outcomes.merge(read(wire, pieces), 1, Integer::sum);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + " of " + dialect, e);
            }
        }
        assertThat(outcomes).as("outcomes of %s", dialect).containsKeys(Kind.TRUNCATED, Kind.MALFORMED, Kind.OK);
    }

    @ParameterizedTest
    @EnumSource
    void noDamageToAWholeAnswerDoesHarm(Dialect dialect) {
        byte[] fixture = Wire.fixture(WireDialectTest.name(dialect) + ".json").getBytes(StandardCharsets.UTF_8);
        WireDialect wire = WireDialect.of(Wire.target(dialect, URI.create("https://models.example/")));
        for (long seed = 0; seed < 3_000L * ROUNDS; seed++) {
            ReplyDraft draft = new ReplyDraft();
            draft.at(1);
            byte[] body = new Damage(seed).of(fixture);
            try {
                wire.whole(body, draft);
                assertThat(draft.ending(Kind.MALFORMED)).isNotNull();
                draft.usage().usage();
            } catch (MalformedException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + " of " + dialect, e);
            }
            assertThat(ErrorBody.of(body).detail()).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.taximeter.provider.http.Wire#streaming")
    void noDamageToAConversationDoesHarm(Dialect dialect) throws IOException {
        byte[] whole = response(dialect);
        for (long seed = 0; seed < 60L * ROUNDS; seed++) {
            Damage damage = new Damage(seed);
            List<byte[]> pieces = damage.pieces(damage.of(whole));
            Attempt attempt = answer(dialect, true, peer -> {
                for (byte[] piece : pieces) {
                    peer.send(piece);
                }
                peer.close();
            });
            assertThat(attempt.outcome().kind())
                    .as("seed %d of %s", seed, dialect)
                    .isNotIn(Kind.CANCELLED, Kind.CONNECT_FAILED, Kind.LOCAL_FAILURE);
        }
    }

    @Test
    void endlessHeadersEnd() throws IOException {
        Outcome outcome = answer(Dialect.OPENAI_CHAT, true, peer -> {
                    peer.send("HTTP/1.1 200 OK\r\n");
                    for (int i = 0; ; i++) {
                        peer.send(("x-padding-" + i + ": " + "x".repeat(1_000) + "\r\n").repeat(100));
                    }
                })
                .outcome();
        assertThat(outcome.kind()).isIn(Kind.MALFORMED, Kind.RESET);
    }

    @Test
    void anEndlessStatusLineEnds() throws IOException {
        Outcome outcome = answer(Dialect.OPENAI_CHAT, true, peer -> {
                    peer.send("HTTP/1.1 200 ");
                    while (true) {
                        peer.send("OK".repeat(10_000));
                    }
                })
                .outcome();
        assertThat(outcome.kind()).isIn(Kind.MALFORMED, Kind.RESET);
    }

    @ParameterizedTest
    @MethodSource("dev.taximeter.provider.http.Wire#streaming")
    void anEndlessAnswerEnds(Dialect dialect) throws IOException {
        String head = head(dialect);
        Outcome outcome = answer(dialect, true, peer -> {
                    peer.send(head);
                    byte[] piece = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
                    while (true) {
                        peer.send(piece);
                    }
                })
                .outcome();
        assertThat(outcome.kind()).isIn(Kind.MALFORMED, Kind.TRUNCATED);
    }

    @Test
    void endlessGoodContentEnds() throws IOException {
        String frame = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(60_000) + "\"}}]}\n\n";
        Outcome outcome = answer(Dialect.OPENAI_CHAT, true, peer -> {
                    peer.send(head(Dialect.OPENAI_CHAT));
                    while (true) {
                        peer.send(frame);
                    }
                })
                .outcome();
        assertThat(outcome.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(outcome.detail()).contains("in one stream");
    }

    @Test
    void aGzipBombIsNotUnpackedBeyondItsBound() throws IOException {
        byte[] bomb = bomb(512 * MEBIBYTE);
        assertThat(bomb.length).isLessThan(MEBIBYTE);
        Script script = peer -> {
            peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: "
                    + bomb.length + "\r\n\r\n");
            peer.send(bomb);
        };
        assertThat(answer(Dialect.OPENAI_CHAT, false, script).outcome().kind()).isEqualTo(Kind.MALFORMED);
        assertThat(answer(Dialect.OPENAI_CHAT, true, script).outcome().kind()).isEqualTo(Kind.MALFORMED);
    }

    @ParameterizedTest
    @EnumSource
    void deepNestingIsMalformed(Dialect dialect) {
        WireDialect wire = WireDialect.of(Wire.target(dialect, URI.create("https://models.example/")));
        for (String open : List.of("{\"choices\":[", "{\"delta\":", "{\"message\":", "{\"error\":", "[")) {
            byte[] body = ("{\"choices\":" + open.repeat(40_000)).getBytes(StandardCharsets.UTF_8);
            assertThat(readWhole(wire, body)).isEqualTo(Kind.MALFORMED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void numbersBeyondReasonAreNoFigures(Dialect dialect) throws IOException {
        String body = Wire.fixture(WireDialectTest.name(dialect) + ".json");
        for (String number : List.of("9".repeat(30), "1e300", "-5", "9223372036854775807", "0.5")) {
            ReplyDraft draft = new ReplyDraft();
            draft.at(1);
            WireDialect.of(Wire.target(dialect, URI.create("https://models.example/")))
                    .whole(body.replaceAll("(?<=:)\\s?\\d+(?=[,}])", number).getBytes(StandardCharsets.UTF_8), draft);
            assertThat(draft.ending(Kind.MALFORMED).kind()).as(number).isEqualTo(Kind.OK);
            // A dialect without usage has none; any other has figures that add up without overflowing.
            TokenUsage usage = draft.usage().usage();
            assertThat(usage == null ? 0 : usage.inputTokens() + usage.outputTokens())
                    .as(number)
                    .isNotNegative();
        }
    }

    private static Kind readWhole(WireDialect wire, byte[] body) {
        ReplyDraft draft = new ReplyDraft();
        draft.at(1);
        try {
            wire.whole(body, draft);
            return draft.ending(Kind.MALFORMED).kind();
        } catch (MalformedException e) {
            return Kind.MALFORMED;
        }
    }

    /** As {@link Exchange} reads it, without a socket. */
    private static Kind read(WireDialect wire, List<byte[]> pieces) {
        ReplyDraft draft = new ReplyDraft();
        FrameReader frames = wire.framing().reader(SseReaderTest.pieces(pieces), () -> 1);
        try {
            while (!draft.ended() && frames.next()) {
                draft.at(frames.stampNanos());
                wire.event(frames.data(), draft);
            }
            if (!draft.ended() && !frames.cutOff()) {
                wire.endOfStream(draft);
            }
            assertThat(draft.chunks().size()).isEqualTo(draft.chunkChars().size());
            draft.usage().usage();
            return draft.ending(Kind.TRUNCATED).kind();
        } catch (IOException e) {
            return Kind.MALFORMED;
        }
    }

    private static Attempt answer(Dialect dialect, boolean stream, Script script) throws IOException {
        try (LoopbackServer server = new LoopbackServer(script);
                HttpProvider provider = Wire.open(dialect, server.uri())) {
            return provider.call(Wire.call(stream), Wire.counting()).attempt();
        }
    }

    private static String head(Dialect dialect) {
        String type = WireDialect.of(Wire.target(dialect, URI.create("https://models.example/")))
                .framing()
                .mediaType();
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n";
    }

    private static byte[] response(Dialect dialect) {
        byte[] body = Wire.stream(dialect);
        byte[] head = head(dialect)
                .replace("\r\n\r\n", "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private static byte[] bomb(int size) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] spaces = new byte[MEBIBYTE];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < size / MEBIBYTE; i++) {
                gzip.write(spaces);
            }
        }
        return packed.toByteArray();
    }

    /** Seeded harm. */
    private static final class Damage {
        private static final List<String> JUNK = List.of(
                "\n\n",
                "\r",
                "data:",
                "data: [DONE]\n\n",
                ": ping\n\n",
                "event: error\n",
                "{\"error\":{\"message\":\"x\"}}",
                "[[[[[[[[[[",
                "{\"a\":{\"a\":{\"a\":",
                "null",
                "1e999",
                "99999999999999999999",
                "-1",
                "\"\\ud800\"",
                "\u0000",
                "\ufeff",
                "x".repeat(10_000));

        private final SplittableRandom random;

        Damage(long seed) {
            random = new SplittableRandom(seed);
        }

        /** One to four changes; now and then none. */
        byte[] of(byte[] bytes) {
            byte[] damaged = bytes;
            for (int i = random.nextInt(5); i > 0; i--) {
                damaged = once(damaged);
            }
            return damaged;
        }

        private byte[] once(byte[] bytes) {
            int from = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, from + random.nextInt(40));
            return switch (random.nextInt(6)) {
                case 0 -> Arrays.copyOf(bytes, from);
                case 1 -> replaced(bytes, from, to, new byte[0]);
                case 2 -> replaced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
                case 3 -> replaced(bytes, from, from, junk());
                case 4 -> replaced(bytes, from, to, junk());
                default -> flipped(bytes, from);
            };
        }

        private byte[] junk() {
            if (random.nextBoolean()) {
                return JUNK.get(random.nextInt(JUNK.size())).getBytes(StandardCharsets.UTF_8);
            }
            byte[] junk = new byte[random.nextInt(20)];
            random.nextBytes(junk);
            return junk;
        }

        private byte[] flipped(byte[] bytes, int at) {
            byte[] copy = bytes.clone();
            if (at < copy.length) {
                copy[at] ^= (byte) (1 << random.nextInt(8));
            }
            return copy;
        }

        private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, from);
            out.write(by, 0, by.length);
            out.write(bytes, to, bytes.length - to);
            return out.toByteArray();
        }

        List<byte[]> pieces(byte[] bytes) {
            List<byte[]> pieces = new ArrayList<>();
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextInt(8) == 0 ? bytes.length : 60));
                pieces.add(Arrays.copyOfRange(bytes, from, to));
                from = to;
            }
            return pieces;
        }
    }
}
