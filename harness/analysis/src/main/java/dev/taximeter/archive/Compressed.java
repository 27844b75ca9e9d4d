package dev.taximeter.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Files of lines to which nobody adds any more: the same with {@code .gz} behind its name, about a tenth as large. It takes
 * the place of the plain file in one step and is whole from then on; a plain file beside it waits to be deleted.
 */
public final class Compressed {
    /** Behind the plain file's name. */
    public static final String ENDING = ".gz";

    private Compressed() {}

    /**
     * Puts the compressed file in the place of the plain one, readable by the same people, or ends what a crash broke off.
     *
     * @return whether there was a plain file
     */
    public static boolean compress(Path lines) throws IOException {
        if (Files.notExists(lines)) {
            return false;
        }
        Path packed = of(lines);
        if (Files.notExists(packed)) {
            Path draft = lines.resolveSibling("." + packed.getFileName() + ".tmp");
            // A copy has the permissions that the file had, before its words are in it.
            Files.copy(lines, draft, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            try (FileChannel channel =
                            FileChannel.open(draft, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                    GZIPOutputStream out = new GZIPOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                Files.copy(lines, out);
                out.finish();
                channel.force(true);
            }
            Files.move(draft, packed, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.delete(lines);
        return true;
    }

    /** Where the compressed file is, or would be. */
    public static Path of(Path lines) {
        return lines.resolveSibling(lines.getFileName() + ENDING);
    }

    /** Whether the file is there, compressed or not. */
    static boolean exists(Path lines) {
        return Files.exists(of(lines)) || Files.exists(lines);
    }

    /** Opens the file, compressed or not. */
    static InputStream open(Path lines) throws IOException {
        Path packed = of(lines);
        return new BufferedInputStream(
                Files.exists(packed)
                        ? new GZIPInputStream(Files.newInputStream(packed), 1 << 16)
                        : Files.newInputStream(lines),
                1 << 16);
    }
}
