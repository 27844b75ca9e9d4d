package dev.taximeter.cli;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import dev.taximeter.model.MachineUse;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Watches who uses the machine from its creation on: the harness, the emulator, everybody else; and our own pauses. */
final class MachineProbe {
    private static final Path STAT = Path.of("/proc/stat");

    private final OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<ProcessHandle> started;
    private final AtomicLong pauses = new AtomicLong();
    private final AtomicLong pauseNanos = new AtomicLong();
    private final LongAccumulator longestPauseNanos = new LongAccumulator(Math::max, 0);
    private final long ownCpuNanosAtStart;
    private final long emulatorCpuNanosAtStart;
    private final Jiffies machineAtStart;

    /** @param started the emulator and other processes of the run; empty when none runs */
    MachineProbe(List<ProcessHandle> started) {
        this.started = List.copyOf(started);
        this.ownCpuNanosAtStart = os.getProcessCpuTime();
        this.emulatorCpuNanosAtStart = emulatorCpuNanos();
        this.machineAtStart = Jiffies.read();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((notification, handback) -> notePause(notification), null, null);
            }
        }
    }

    /** What was used since the start. */
    MachineUse use() {
        Jiffies machine = Jiffies.read().minus(machineAtStart);
        double perJiffy = machine.total() == 0 ? Double.NaN : 1.0 / machine.total();
        double nanosPerMachine = machine.total() * Jiffies.NANOS;
        double own = (os.getProcessCpuTime() - ownCpuNanosAtStart) / nanosPerMachine;
        double played = (emulatorCpuNanos() - emulatorCpuNanosAtStart) / nanosPerMachine;
        double foreign = Math.max(0, machine.busy() * perJiffy - own - played);
        boolean known = machine.total() > 0;
        return new MachineUse(
                known ? own : Double.NaN,
                known ? played : Double.NaN,
                known ? foreign : Double.NaN,
                pauses.get(),
                pauseNanos.get(),
                longestPauseNanos.get());
    }

    private long emulatorCpuNanos() {
        return started.stream()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
    }

    private void notePause(Notification notification) {
        if (!notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        GarbageCollectionNotificationInfo info =
                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        if (info.getGcName().contains("Concurrent")) {
            return;
        }
        long nanos = Duration.ofMillis(info.getGcInfo().getDuration()).toNanos();
        pauses.incrementAndGet();
        pauseNanos.addAndGet(nanos);
        longestPauseNanos.accumulate(nanos);
    }

    /**
     * The kernel's account of all cores since boot, in its unit of 10 ms.
     *
     * @param busy all but idle and waiting for disks
     * @param total everything; 0 where the platform does not tell
     */
    private record Jiffies(long busy, long total) {
        private static final double NANOS = 1e7;

        static Jiffies read() {
            if (!Files.isReadable(STAT)) {
                return new Jiffies(0, 0);
            }
            try {
                List<String> fields =
                        List.of(Files.readAllLines(STAT).getFirst().strip().split("\\s+", -1));
                long total = 0;
                for (int i = 1; i <= 8; i++) {
                    total += Long.parseLong(fields.get(i));
                }
                long idle = Long.parseLong(fields.get(4)) + Long.parseLong(fields.get(5));
                return new Jiffies(total - idle, total);
            } catch (IOException unreadable) {
                return new Jiffies(0, 0);
            }
        }

        Jiffies minus(Jiffies earlier) {
            return new Jiffies(busy - earlier.busy, total - earlier.total);
        }
    }
}
