package dev.taximeter.provider.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one content chunk of a stream costs: finding the event in the bytes and picking the text out of its JSON. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StreamChunkBench {
    private static final int CHUNKS = 1_000;
    private static final byte[] STREAM = """
        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m",\
        "choices":[{"index":0,"delta":{"content":" word"},"logprobs":null,"finish_reason":null}],"usage":null}

        """.repeat(CHUNKS).getBytes(StandardCharsets.UTF_8);

    private long clock;

    /** Reads a whole stream from memory; the score is of one chunk. */
    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public String read() throws IOException {
        SseReader events = new SseReader(new ByteArrayInputStream(STREAM), () -> ++clock);
        ReplyDraft draft = new ReplyDraft();
        while (events.next()) {
            draft.at(events.stampNanos());
            ChatCompletions.event(events.data(), draft);
        }
        return draft.text();
    }
}
