package dev.taximeter.model;

import java.util.Locale;

/** How a deployment's content filter works on a stream, as its frames show it. It changes every streaming number. */
public enum FilterMode {
    /** The frames did not show it. */
    UNKNOWN,
    /** Content is held back, filtered and released in bursts; each frame tells what was found in it. */
    BUFFERED,
    /** Content goes out token by token; what was found comes later, in frames of its own. */
    ASYNCHRONOUS;

    /** As reports and result files write it, e.g. {@code asynchronous}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
