package dev.taximeter.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.taximeter.model.Environment;
import dev.taximeter.model.NanoClock;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what this machine and this JVM are. */
final class EnvironmentProbe {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final int CLOCK_READINGS = 10_000;

    private EnvironmentProbe() {}

    static Environment environment(NanoClock clock) {
        OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Environment(
                "%s %s %s".formatted(os.getName(), os.getVersion(), os.getArch()),
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                os.getTotalMemorySize(),
                "%s %s (%s)"
                        .formatted(
                                System.getProperty("java.vm.name"),
                                Runtime.version(),
                                System.getProperty("java.vendor.version", System.getProperty("java.vendor"))),
                collector(),
                clockResolutionNanos(clock));
    }

    private static String collector() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .map(name -> name.replaceFirst(" .*", ""))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String cpuModel() {
        if (!Files.isReadable(CPU_INFO)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** The smallest step between two different readings. */
    private static long clockResolutionNanos(NanoClock clock) {
        long smallest = Long.MAX_VALUE;
        long last = clock.nanos();
        for (int i = 0; i < CLOCK_READINGS; i++) {
            long now = clock.nanos();
            if (now > last) {
                smallest = Math.min(smallest, now - last);
            }
            last = now;
        }
        return smallest;
    }
}
