package dev.taximeter.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * One night at a time: two suites on one machine would measure each other. The operating system takes the lock back when the
 * process ends, however it ends.
 */
final class NightLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private NightLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @param folder of all nights; made when it is missing
     * @param who what others are told, e.g. the suite's name
     * @throws UserError when another process holds it
     */
    static NightLock take(Path folder, String who, Clock wallClock) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new UserError("another night is being played on this machine: %s\nwait for its end, or end it"
                    .formatted(Files.readString(file).strip()));
        }
        String note = "%s, process %d, since %s\n"
                .formatted(who, ProcessHandle.current().pid(), wallClock.instant());
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)));
        return new NightLock(channel, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
