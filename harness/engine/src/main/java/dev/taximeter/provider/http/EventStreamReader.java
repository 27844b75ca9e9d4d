package dev.taximeter.provider.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads AWS's binary frames ({@code application/vnd.amazon.eventstream}): lengths, headers, payload and two checksums. A
 * frame's data is handed out as a JSON object with one key, the event's type, so that dialects read it like any other:
 * {@code {"contentBlockDelta": {…}}}; that of an exception is {@code {"error": {"type": …, "message": …}}}. One thread.
 */
final class EventStreamReader implements FrameReader {
    private static final int READ_BYTES = 4 * 1024;
    /** Two lengths and three checksum words; no frame is shorter. */
    private static final int SHORTEST_FRAME_BYTES = 16;

    /** What could break out of a JSON string. */
    private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9_.-]");

    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final InputStream in;
    private final LongSupplier stamp;
    private final byte[] buffer = new byte[READ_BYTES];
    private final ByteRun frame = new ByteRun(LineReader.LIMIT_BYTES);
    private final ByteRun data = new ByteRun(2 * LineReader.LIMIT_BYTES);
    private int position;
    private int limit;
    private long stampNanos;

    /**
     * @param in each read returns what has arrived, as sockets do
     * @param stamp tells the time; asked once after every read that brought bytes
     */
    EventStreamReader(InputStream in, LongSupplier stamp) {
        this.in = in;
        this.stamp = stamp;
    }

    @Override
    public boolean next() throws IOException {
        frame.clear();
        data.clear();
        if (!readUpTo(Integer.BYTES)) {
            return false;
        }
        int length = ByteBuffer.wrap(frame.array()).getInt();
        if (length < SHORTEST_FRAME_BYTES || length > LineReader.LIMIT_BYTES) {
            throw new MalformedException("a frame of %d bytes".formatted(length));
        }
        if (!readUpTo(length)) {
            return false;
        }
        take(ByteBuffer.wrap(frame.array(), 0, length));
        return true;
    }

    @Override
    public ByteRun data() {
        return data;
    }

    @Override
    public long stampNanos() {
        return stampNanos;
    }

    @Override
    public boolean cutOff() {
        return !frame.isEmpty();
    }

    /** Fills the frame up to so many bytes; false at the end of the stream. */
    private boolean readUpTo(int length) throws IOException {
        while (frame.length() < length) {
            if (position == limit && !fill()) {
                return false;
            }
            int count = Math.min(limit - position, length - frame.length());
            frame.append(buffer, position, count);
            position += count;
        }
        return true;
    }

    private boolean fill() throws IOException {
        int count;
        do {
            count = in.read(buffer, 0, buffer.length);
        } while (count == 0);
        if (count < 0) {
            return false;
        }
        stampNanos = stamp.getAsLong();
        position = 0;
        limit = count;
        return true;
    }

    /** The library reports broken frames as it does bugs. */
    private void take(ByteBuffer bytes) throws MalformedException {
        try {
            Message message = Message.decode(bytes);
            Map<String, HeaderValue> headers = message.getHeaders();
            HeaderValue type = headers.get(":event-type");
            if (type != null) {
                append("{\"" + NO_NAME.matcher(type.getString()).replaceAll("") + "\":");
                append(message.getPayload());
                append("}");
            } else {
                append(error(headers, ErrorBody.of(message.getPayload()).message()));
            }
        } catch (IllegalArgumentException
                | IllegalStateException
                | BufferUnderflowException
                | IndexOutOfBoundsException e) {
            throw new MalformedException("broken frame: " + e.getMessage());
        }
    }

    /** Exceptions have a name and say what happened in the payload; errors say it in a header. */
    private static byte[] error(Map<String, HeaderValue> headers, String said) {
        HeaderValue exception = headers.get(":exception-type");
        HeaderValue name = exception != null ? exception : headers.get(":error-code");
        HeaderValue words = headers.get(":error-message");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("error");
            json.writeStringProperty("type", name == null ? "" : name.getString());
            json.writeStringProperty("message", words == null ? said : words.getString());
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void append(String ascii) throws MalformedException {
        append(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private void append(byte[] bytes) throws MalformedException {
        data.append(bytes, 0, bytes.length);
    }
}
