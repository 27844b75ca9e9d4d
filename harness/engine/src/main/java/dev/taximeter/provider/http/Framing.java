package dev.taximeter.provider.http;

import java.io.InputStream;
import java.util.function.LongSupplier;

/** How a dialect's stream is cut into frames. */
enum Framing {
    /** Server-sent events. */
    SSE("text/event-stream") {
        @Override
        FrameReader reader(InputStream in, LongSupplier stamp) {
            return new SseReader(in, stamp);
        }
    },
    /** A JSON value a line. */
    NDJSON("application/x-ndjson") {
        @Override
        FrameReader reader(InputStream in, LongSupplier stamp) {
            return new NdjsonReader(in, stamp);
        }
    },
    /** AWS's binary frames. */
    AWS_EVENT_STREAM("application/vnd.amazon.eventstream") {
        @Override
        FrameReader reader(InputStream in, LongSupplier stamp) {
            return new EventStreamReader(in, stamp);
        }
    };

    private final String mediaType;

    Framing(String mediaType) {
        this.mediaType = mediaType;
    }

    /** What the request accepts and the response must be. */
    String mediaType() {
        return mediaType;
    }

    /**
     * @param in each read returns what has arrived, as sockets do
     * @param stamp tells the time; asked once after every read that brought bytes
     */
    abstract FrameReader reader(InputStream in, LongSupplier stamp);
}
