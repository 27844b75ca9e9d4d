package dev.taximeter.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file with one JSON value a line.
 *
 * @param values in the order of the lines
 * @param torn what is said of a last line that was half written when the process died; null when there is none
 */
record JsonLines<T>(List<T> values, @Nullable String torn) {
    JsonLines {
        values = List.copyOf(values);
    }

    /** Reads the file, compressed or not; a missing one is empty. */
    static <T> JsonLines<T> read(Path file, Class<T> type, JsonMapper mapper) throws IOException {
        if (!Compressed.exists(file)) {
            return new JsonLines<>(List.of(), null);
        }
        try (InputStream in = Compressed.open(file)) {
            return read(file, in, type, mapper);
        }
    }

    /** @param file its name in errors */
    static <T> JsonLines<T> read(Path file, InputStream in, Class<T> type, JsonMapper mapper) throws IOException {
        List<T> values = new ArrayList<>();
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                values.add(parse(line.toByteArray(), type, mapper, file, values.size() + 1));
                line.reset();
            } else {
                line.write(octet);
            }
        }
        return line.size() == 0
                ? new JsonLines<>(values, null)
                : withLastLine(values, line.toByteArray(), type, mapper, file);
    }

    /** Only a line without its end can be half written. It may also be whole but for that end. */
    private static <T> JsonLines<T> withLastLine(
            List<T> values, byte[] line, Class<T> type, JsonMapper mapper, Path file) {
        int number = values.size() + 1;
        try {
            values.add(parse(line, type, mapper, file, number));
            return new JsonLines<>(values, null);
        } catch (ArchiveException e) {
            return new JsonLines<>(
                    values,
                    "%s, line %d: half written (%d bytes), left out"
                            .formatted(file.getFileName(), number, line.length));
        }
    }

    private static <T> T parse(byte[] line, Class<T> type, JsonMapper mapper, Path file, int number)
            throws ArchiveException {
        try {
            T value = mapper.readValue(line, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException e) {
            throw new ArchiveException(file + ", line " + number + ": " + e.getOriginalMessage(), e);
        }
        throw new ArchiveException(file + ", line " + number + ": null where a value was expected");
    }
}
