package dev.taximeter.provider.http;

import java.io.IOException;

/** What the server sent is not what its wire format allows, or is larger than we read. */
final class MalformedException extends IOException {
    MalformedException(String message) {
        super(message);
    }
}
