package dev.taximeter.archive;

import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Versions;
import dev.taximeter.record.IntervalHistogram;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The run as a histogram log that the public HdrHistogram tools read: one line for each second, arm and metric, with the
 * tag {@code arm.metric}. Times are seconds after the run's start, which stands in the head as base time; values are
 * nanoseconds. Not thread-safe.
 */
final class HistogramLog implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream stream;
    private final HistogramLogWriter writer;

    HistogramLog(OutputStream out, RunManifest manifest) {
        stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        writer = new HistogramLogWriter(stream);
        long startedAtMillis = manifest.startedAt().toEpochMilli();
        writer.outputComment("[Taximeter " + Versions.TOOL + ", run " + manifest.id()
                + ": good answers of the measured phase, in nanoseconds]");
        writer.outputLogFormatVersion();
        writer.outputBaseTime(startedAtMillis);
        writer.outputStartTime(startedAtMillis);
        writer.outputLegend();
        stream.flush();
    }

    void write(IntervalHistogram interval) {
        Histogram histogram = interval.histogram();
        histogram.setTag(interval.arm() + "." + interval.metric().id());
        writer.outputIntervalHistogram(
                interval.startNanos() / NANOS_PER_SECOND, interval.endNanos() / NANOS_PER_SECOND, histogram);
    }

    /** Hands everything to the operating system. */
    void flush() throws IOException {
        if (stream.checkError()) {
            throw new IOException("the histogram log cannot be written");
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        writer.close();
    }
}
