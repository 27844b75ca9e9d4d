package dev.taximeter.archive;

import dev.taximeter.model.Sample;
import dev.taximeter.record.IntervalRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/**
 * The names of the files in a run folder, and how derived ones are written: to a temporary file beside the old one, which
 * is then replaced in one step.
 */
public final class RunFiles {
    static final String INVALID_SUFFIX = "-INVALID";

    private final Path folder;

    private RunFiles(Path folder) {
        this.folder = folder;
    }

    /** The files of this run folder; none needs to exist. */
    public static RunFiles in(Path folder) {
        return new RunFiles(folder);
    }

    /** The run folder. */
    public Path folder() {
        return folder;
    }

    /** What was run. */
    public Path manifest() {
        return folder.resolve("manifest.json");
    }

    /** What was to be sent, and when. */
    public Path plan() {
        return folder.resolve("plan.json");
    }

    /** What happened: one sample a line. */
    public Path samples() {
        return folder.resolve("samples.jsonl");
    }

    /** Answers that were no valid JSON, with what was asked; absent unless JSON was asked for. */
    public Path broken() {
        return folder.resolve("broken.jsonl");
    }

    /** What the emulator says it did: one stamp a line; absent when nothing was emulated. */
    public Path truth() {
        return folder.resolve("truth.jsonl");
    }

    /** Who used the machine; absent after a crash. */
    public Path machine() {
        return folder.resolve("machine.json");
    }

    /** What queues' clients counted, and which arms were left out; absent when there is nothing to tell. */
    public Path surroundings() {
        return folder.resolve("surroundings.json");
    }

    /** When another process went on with it: one resumption a line; absent when none had to. */
    public Path resumptions() {
        return folder.resolve("resumptions.jsonl");
    }

    /** Latencies by second, for the public HdrHistogram tools. */
    public Path histograms() {
        return folder.resolve("histograms.hlog");
    }

    /** Derived: the figures. */
    public Path summaryJson() {
        return folder.resolve("summary.json");
    }

    /** Derived: the figures as a table. */
    public Path summaryCsv() {
        return folder.resolve("summary.csv");
    }

    /** Derived: the samples as a table. */
    public Path samplesCsv() {
        return folder.resolve("samples.csv");
    }

    /** Derived: the report for a browser. */
    public Path reportHtml() {
        return folder.resolve("report.html");
    }

    /** Derived: the report for a pull request. */
    public Path reportMarkdown() {
        return folder.resolve("report.md");
    }

    /**
     * Derived: a picture, in a folder of its own.
     *
     * @param name letters, digits, dot, dash, underscore, with its ending
     * @throws IllegalArgumentException for any other name
     */
    public Path chart(String name) {
        return folder.resolve("charts").resolve(plainName(name));
    }

    /** Writes a derived file in one step: a reader sees the old one or the new one, whole. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a derived file in one step: a reader sees the old one or the new one, whole. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.resolveSibling("."));
        Path draft = whole.resolveSibling(
                "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.write(draft, bytes);
            Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Makes the histogram log again from the samples, e.g. after a crash, when it ends some seconds before them. Here
     * every sample is in the second in which it ended, also one that came late while the run was on.
     */
    public static void rebuildHistograms(RunArchive archive) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (HistogramLog log = new HistogramLog(bytes, archive.manifest())) {
            IntervalRecorder intervals = new IntervalRecorder(log::write);
            archive.samples().stream()
                    .sorted(Comparator.comparingLong(Sample::doneNanos))
                    .forEach(intervals::accept);
            intervals.close();
        }
        write(in(archive.folder()).histograms(), bytes.toByteArray());
    }

    /**
     * Marks a run whose figures may not be trusted, by its folder's name, so that nobody compares with it by accident.
     *
     * @return the folder under its new name; the same one when it was marked already
     */
    public static Path markInvalid(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath().normalize();
        String name = String.valueOf(whole.getFileName());
        return name.endsWith(INVALID_SUFFIX)
                ? folder
                : Files.move(whole, whole.resolveSibling(name + INVALID_SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    }

    static String plainName(String name) {
        if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("not a plain file name: " + name);
        }
        return name;
    }
}
