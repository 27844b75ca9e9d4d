package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.load.LoadProgress;
import dev.taximeter.load.LoadProgress.ArmProgress;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.RunClock;
import dev.taximeter.record.Progress;
import dev.taximeter.record.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows how a run goes: a small table that is drawn again on a terminal, a plain line for each arm now and then elsewhere.
 * Has a thread of its own, which only reads counters.
 */
final class LiveProgress implements AutoCloseable {
    private static final long REDRAW_MILLIS = 250;
    private static final long PLAIN_MILLIS = 10_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Terminal terminal;
    private final List<ArmFacts> arms;
    private final LoadProgress load;
    private final Recorder recorder;
    private final SpendMeter spend;
    private final RunClock clock;
    private final OptionalLong sendingNanos;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private int drawn;

    /** @param sendingNanos how long requests start; empty when the replies decide */
    LiveProgress(
            Terminal terminal,
            List<ArmFacts> arms,
            LoadProgress load,
            Recorder recorder,
            SpendMeter spend,
            RunClock clock,
            OptionalLong sendingNanos) {
        this.terminal = terminal;
        this.arms = arms;
        this.load = load;
        this.recorder = recorder;
        this.spend = spend;
        this.clock = clock;
        this.sendingNanos = sendingNanos;
        this.thread = Thread.ofPlatform().daemon().name("progress").start(this::show);
    }

    /** Draws a last time and ends. */
    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void show() {
        long periodMillis = terminal.interactive() ? REDRAW_MILLIS : PLAIN_MILLIS;
        try {
            while (!ended.await(periodMillis, TimeUnit.MILLISECONDS)) {
                draw(false);
            }
            draw(true);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw(boolean last) {
        List<String> lines = lines(last);
        if (!terminal.interactive()) {
            lines.forEach(terminal::line);
            return;
        }
        StringBuilder screen = new StringBuilder(drawn == 0 ? "" : "\033[" + drawn + "A");
        lines.forEach(line -> screen.append(fitted(line)).append("\033[K\n"));
        terminal.raw(screen.toString());
        drawn = lines.size();
    }

    /** A line that wrapped would spoil the next drawing. */
    private String fitted(String line) {
        int columns = terminal.style().columns();
        return line.length() < columns ? line : line.substring(0, columns - 1);
    }

    private List<String> lines(boolean last) {
        List<String> lines = new ArrayList<>();
        long elapsedNanos = clock.nanos();
        lines.add(header(elapsedNanos, last));
        int width = arms.stream().mapToInt(arm -> arm.label().length()).max().orElse(0);
        List<ArmProgress> standing = load.arms();
        for (int i = 0; i < arms.size(); i++) {
            lines.add(line(arms.get(i), standing.get(i), width));
        }
        return lines;
    }

    private String header(long elapsedNanos, boolean last) {
        StringBuilder header = new StringBuilder("%3d s".formatted(elapsedNanos / NANOS_PER_SECOND)).append(" elapsed");
        if (load.segments() > 1) {
            header.append(", part %d of %d".formatted(load.segment() + 1, load.segments()));
        }
        if (!last) {
            left(elapsedNanos)
                    .ifPresent(nanos -> header.append(
                            nanos == 0
                                    ? ", waiting for the last answers"
                                    : ", about %d s left to send".formatted(nanos / NANOS_PER_SECOND)));
        }
        return header.toString();
    }

    private OptionalLong left(long elapsedNanos) {
        if (load.segments() == 1 && sendingNanos.isPresent()) {
            return OptionalLong.of(Math.max(0, sendingNanos.getAsLong() - elapsedNanos));
        }
        long planned = 0;
        long ended = 0;
        for (ArmProgress arm : load.arms()) {
            if (arm.planned().isEmpty()) {
                return OptionalLong.empty();
            }
            planned += arm.planned().getAsLong();
            ended += arm.ended();
        }
        return ended == 0
                ? OptionalLong.empty()
                : OptionalLong.of((long) (elapsedNanos * ((double) (planned - ended) / ended)));
    }

    private String line(ArmFacts arm, ArmProgress standing, int width) {
        Progress progress = recorder.progress(arm.name());
        String planned =
                standing.planned().isPresent() ? "/" + standing.planned().getAsLong() : "";
        return String.format(
                Locale.ROOT,
                "  %-" + width + "s %-8s %9s sent %3d in flight %3d errors  p50 %7s  p99 %7s  %s",
                arm.label(),
                arm.emulated() ? "EMULATED" : "",
                (standing.due() - standing.waiting()) + planned,
                standing.inFlight(),
                progress.errors(),
                duration(progress.p50Nanos()),
                duration(progress.p99Nanos()),
                spend.shown(arm.name()));
    }

    private static String duration(OptionalLong nanos) {
        return nanos.isPresent() ? Numbers.duration(nanos.getAsLong()) : "–";
    }
}
