package dev.taximeter.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The text of one file, and where to report what is wrong with it. */
final class SourceFile {
    private static final int LONGEST_EXCERPT = 160;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private final String text;
    private final List<String> lines;
    private final Problems problems;

    private SourceFile(Path path, String text, Problems problems) {
        this.path = path;
        this.text = text;
        this.lines = text.lines().toList();
        this.problems = problems;
    }

    /**
     * Reads a file whole.
     *
     * @param maxBytes a larger file is a problem
     * @param maxProblems of this file that are kept
     * @return null when it cannot be read; the problem is then reported
     * @throws IOException if the disk fails
     */
    static @Nullable SourceFile read(Path path, int maxBytes, int maxProblems, Problems problems) throws IOException {
        byte[] bytes = bytes(path, maxBytes, maxProblems, problems);
        return bytes == null ? null : decode(path, bytes, problems);
    }

    /** As {@link #read}, but a file that is not UTF-8 is taken for ISO-8859-1: some public data are. */
    static @Nullable SourceFile readInUtf8OrLatin1(Path path, int maxBytes, int maxProblems, Problems problems)
            throws IOException {
        byte[] bytes = bytes(path, maxBytes, maxProblems, problems);
        if (bytes == null) {
            return null;
        }
        SourceFile source = decode(path, bytes, new Problems());
        String text = source == null ? new String(bytes, StandardCharsets.ISO_8859_1) : source.text;
        return new SourceFile(path, text, problems);
    }

    private static byte @Nullable [] bytes(Path path, int maxBytes, int maxProblems, Problems problems)
            throws IOException {
        problems.open(path.toString(), maxProblems);
        SourceFile empty = new SourceFile(path, "", problems);
        if (!Files.isRegularFile(path)) {
            empty.report(1, 1, Files.exists(path) ? "this is not a file" : "there is no such file", null, null);
            return null;
        }
        if (!Files.isReadable(path)) {
            empty.report(1, 1, "the file may not be read; its permissions forbid it", null, null);
            return null;
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(maxBytes + 1);
        }
        if (bytes.length > maxBytes) {
            empty.report(1, 1, "the file is larger than " + size(maxBytes), null, null);
            return null;
        }
        return bytes;
    }

    private static String size(int bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
    }

    private static @Nullable SourceFile decode(Path path, byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        var result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        chars.flip();
        String text = chars.toString();
        if (text.startsWith(String.valueOf(BYTE_ORDER_MARK))) {
            text = text.substring(1);
        }
        SourceFile source = new SourceFile(path, text, problems);
        if (result.isError()) {
            source.reportAt(text.length(), "a byte here is not UTF-8", "a text file in UTF-8");
            return null;
        }
        return source;
    }

    Path path() {
        return path;
    }

    /** The folder that holds it. */
    Path folder() {
        return Objects.requireNonNullElse(path.getParent(), Path.of(""));
    }

    /** The whole text, without a byte order mark. */
    String text() {
        return text;
    }

    List<String> lines() {
        return lines;
    }

    Problems problems() {
        return problems;
    }

    void report(Node node, String message, @Nullable String expected, @Nullable String suggestion) {
        Mark mark = node.getStartMark().orElseThrow();
        report(mark.getLine() + 1, mark.getColumn() + 1, message, expected, suggestion);
    }

    /** As {@link #report}, but the line is not shown: it may hold what must not be seen. */
    void reportUnseen(Node node, String message, @Nullable String expected) {
        Mark mark = node.getStartMark().orElseThrow();
        problems.add(
                new Problem(path.toString(), mark.getLine() + 1, mark.getColumn() + 1, message, expected, null, null));
    }

    /** @param offset in UTF-16 units from the start of the text */
    void reportAt(int offset, String message, @Nullable String expected) {
        String before = text.substring(0, Math.min(offset, text.length()));
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        report(line, 1 + before.codePointCount(lineStart, before.length()), message, expected, null);
    }

    /** @param line and {@code column} are 1-based */
    void report(int line, int column, String message, @Nullable String expected, @Nullable String suggestion) {
        if (problems.isFull(path.toString())) {
            problems.count(path.toString());
            return;
        }
        problems.add(new Problem(
                path.toString(),
                line,
                column,
                Secrets.redact(message),
                expected == null ? null : Secrets.redact(expected),
                suggestion,
                excerpt(line, column)));
    }

    private @Nullable String excerpt(int line, int column) {
        if (line > lines.size()) {
            return null;
        }
        String shown = lines.get(line - 1);
        boolean fits = shown.length() <= LONGEST_EXCERPT && column <= LONGEST_EXCERPT;
        boolean plain = shown.chars().noneMatch(c -> Character.isISOControl(c) && c != '\t');
        return fits && plain && !shown.isBlank() && Secrets.mayShow(shown) ? shown : null;
    }
}
