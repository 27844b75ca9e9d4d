package dev.taximeter.emulator;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;

/**
 * A request as it came in, for one mount.
 *
 * @param ordinal how many requests the mount had before it; with the seed it fixes all that is drawn
 * @param receivedNanos when its last byte was read
 * @param method of the request line
 * @param path without the mount's name and slash, e.g. {@code v1/chat/completions}
 * @param query decoded parameters
 * @param headers as they came; never echoed
 * @param body its bytes, at most 1 MiB
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by one thread
record Incoming(
        long ordinal,
        long receivedNanos,
        HttpMethod method,
        String path,
        Map<String, List<String>> query,
        HttpHeaders headers,
        byte[] body) {

    /** A made-up key is required, so that clients prove they send one; a real one is refused, so that none gets here. */
    void requireKey(String... headerNames) throws Refused {
        for (String name : headerNames) {
            String value = headers.get(name);
            if (value == null) {
                continue;
            }
            String key = value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7) : value;
            if (key.strip().startsWith("sk-")) {
                throw new Refused(
                        Fault.Kind.UNAUTHORISED,
                        "This is an emulator and takes no real keys. Yours begins with sk-: send a made-up one.");
            }
            if (!key.isBlank()) {
                return;
            }
        }
        throw new Refused(
                Fault.Kind.UNAUTHORISED,
                "You sent no key. Put a made-up one into the header " + String.join(" or ", headerNames) + ".");
    }

    void requirePost(boolean rightPath) throws Refused {
        if (!rightPath || !method.equals(HttpMethod.POST)) {
            throw new Refused(Fault.unknownPath());
        }
    }
}
