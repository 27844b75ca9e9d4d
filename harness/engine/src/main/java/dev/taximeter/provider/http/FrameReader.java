package dev.taximeter.provider.http;

import java.io.IOException;

/** Cuts a stream into frames, each with the time at which its last byte arrived. One thread. */
interface FrameReader {

    /**
     * Waits for the next frame that has data.
     *
     * @return false at the end of the stream; see {@link #cutOff()}
     * @throws MalformedException when a frame is not of this framing or longer than 1 MiB
     */
    boolean next() throws IOException;

    /** The frame's data; valid until the next call of {@link #next()}. */
    ByteRun data();

    /** When the read that brought the frame's end returned; frames of one read share it. */
    long stampNanos();

    /** After the end of the stream: whether it ended inside a frame. Such a frame is never handed out. */
    boolean cutOff();
}
