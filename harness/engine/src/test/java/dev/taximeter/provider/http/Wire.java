package dev.taximeter.provider.http;

import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What the tests of this room share. */
final class Wire {
    static final String CANARY = "canary-5f1d0c9e77";
    static final long LONG = Long.MAX_VALUE / 4;

    private Wire() {}

    static String fixture(String name) {
        try (InputStream in = Wire.class.getResourceAsStream("/wire/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dialect's streamed fixture as it comes over the wire. */
    static byte[] stream(Dialect dialect) {
        String name = WireDialectTest.name(dialect);
        return switch (WireDialect.of(target(dialect, URI.create("http://127.0.0.1:1")))
                .framing()) {
            case SSE -> fixture(name + ".sse").getBytes(StandardCharsets.UTF_8);
            case NDJSON -> fixture(name + ".ndjson").getBytes(StandardCharsets.UTF_8);
            case AWS_EVENT_STREAM ->
                EventStreamReaderTest.join(fixture(name + ".frames")
                        .lines()
                        .map(line -> line.split(" ", 2))
                        .map(parts -> EventStreamReaderTest.event(parts[0], parts[1]))
                        .toArray(byte[][]::new));
        };
    }

    static Target.Http target(Dialect dialect, URI endpoint) {
        return switch (dialect) {
            case OPENAI_CHAT -> plain(dialect, endpoint, "gpt-3.5-turbo");
            case OPENAI_RESPONSES -> plain(dialect, endpoint, "gpt-4o-mini");
            case OPENAI_COMPLETIONS -> plain(dialect, endpoint, "davinci:ft-acme-2023-03-01-10-00-00");
            case OPENAI_EMBEDDINGS -> plain(dialect, endpoint, "text-embedding-3-small");
            case AZURE_DEPLOYMENT ->
                new Target.Http(
                        dialect, endpoint, "gpt-35-turbo", "my chat", "2024-10-21", new Credential.Key("THE_KEY"));
            case AZURE_V1 ->
                new Target.Http(dialect, endpoint, "gpt-35-turbo", "my chat", null, new Credential.Key("THE_KEY"));
            case ANTHROPIC_MESSAGES, ANTHROPIC_COMPLETE -> plain(dialect, endpoint, "claude-instant-1");
            case VLLM_CHAT, TGI_CHAT, LLAMA_CPP_CHAT, OLLAMA_CHAT, OLLAMA_COMPATIBLE ->
                plain(dialect, endpoint, "llama-3");
            case VLLM_COMPLETIONS, TGI_GENERATE -> plain(dialect, endpoint, "falcon-7b");
            case GEMINI -> plain(dialect, endpoint, "gemini-2.5-flash");
            case BEDROCK_CONVERSE -> plain(dialect, endpoint, "meta.llama3-70b-instruct-v1:0");
        };
    }

    private static Target.Http plain(Dialect dialect, URI endpoint, String model) {
        return new Target.Http(dialect, endpoint, model, null, null, new Credential.Key("THE_KEY"));
    }

    /** The dialects whose answers come in frames. */
    static Stream<Dialect> streaming() {
        return Arrays.stream(Dialect.values()).filter(dialect -> !dialect.embeds());
    }

    static Call call(boolean stream) {
        return new Call(0, "Be brief.", new Prompt("p1", "Hello \"taxi\"\n🚕", null), 16, stream, LONG, LONG);
    }

    static Call limited(long timeoutNanos, long stallNanos) {
        return new Call(0, "Be brief.", new Prompt("p1", "Hello", null), 16, true, timeoutNanos, stallNanos);
    }

    /** A clock that moves on by one each time it is read. */
    static RunClock counting() {
        return new RunClock(new CountingClock(Thread.currentThread(), Integer.MAX_VALUE), 0);
    }

    /** The same, but it is an hour later once this thread has read it so many times. */
    static RunClock jumpingAfter(int readings) {
        return new RunClock(new CountingClock(Thread.currentThread(), readings), 0);
    }

    private static final class CountingClock implements NanoClock {
        private static final long HOUR = TimeUnit.HOURS.toNanos(1);

        private final AtomicLong ticks = new AtomicLong();
        private final AtomicInteger ownReadings = new AtomicInteger();
        private final Thread owner;
        private final int jumpAfter;

        CountingClock(Thread owner, int jumpAfter) {
            this.owner = owner;
            this.jumpAfter = jumpAfter;
        }

        @Override
        public long nanos() {
            long jumpNanos = ownReadings.get() >= jumpAfter ? HOUR : 0;
            if (Thread.currentThread() == owner) {
                ownReadings.incrementAndGet();
            }
            return ticks.incrementAndGet() + jumpNanos;
        }

        @Override
        public void sleepUntil(long deadlineNanos) {
            throw new UnsupportedOperationException();
        }
    }

    static HttpProvider open(Dialect dialect, URI endpoint) {
        return HttpProvider.open(target(dialect, endpoint), variable -> CANARY, 1);
    }
}
