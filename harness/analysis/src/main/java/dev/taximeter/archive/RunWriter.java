package dev.taximeter.archive;

import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Plan;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.SampleSink;
import dev.taximeter.model.Surroundings;
import dev.taximeter.model.TruthStamp;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one run folder while the run goes on. The manifest and the plan come first, so that a folder explains itself
 * from its first second; samples are appended as they end and reach the operating system within a quarter of a second.
 * What a killed process leaves behind is a valid, partial run. A loss of power may cost more: nothing is forced to disk.
 */
public final class RunWriter implements SampleSink, AutoCloseable {
    private static final JsonMapper LINES = RunJson.mapper();
    private static final JsonMapper PRETTY =
            RunJson.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Some seconds of the fastest load that one machine can offer. */
    private static final int WAITING_SAMPLES = 1 << 16;

    private final RunFiles files;
    private final RunManifest manifest;
    private final SampleLog log;

    private RunWriter(RunFiles files, RunManifest manifest, SampleLog log) {
        this.files = files;
        this.manifest = manifest;
        this.log = log;
    }

    /** Starts a run folder that keeps no texts. See {@link #create(Path, RunManifest, Plan, Bodies)}. */
    public static RunWriter create(Path runsFolder, RunManifest manifest, Plan plan) throws IOException {
        return create(runsFolder, manifest, plan, Bodies.DROP);
    }

    /**
     * Starts a run folder: makes it, writes manifest and plan, and opens the rest, so that what cannot be written fails
     * before the first request and not after the last.
     *
     * @param runsFolder made when it is missing
     * @param manifest its id becomes the folder's name; when that is taken, with {@code -2}, {@code -3}, … behind it
     * @param bodies whether answers' texts are kept
     */
    public static RunWriter create(Path runsFolder, RunManifest manifest, Plan plan, Bodies bodies) throws IOException {
        return create(runsFolder, manifest, plan, bodies, List.of());
    }

    /**
     * The same, and keeps answers that are no valid JSON in a file of their own, readable by its owner only, with what was
     * asked; also where bodies are dropped.
     *
     * @param prompts of the workload, when broken JSON is to be kept; else none
     */
    public static RunWriter create(
            Path runsFolder, RunManifest manifest, Plan plan, Bodies bodies, List<Prompt> prompts) throws IOException {
        Files.createDirectories(runsFolder);
        RunFiles files = RunFiles.in(newFolder(runsFolder, RunFiles.plainName(manifest.id())));
        RunManifest named = manifest.withId(String.valueOf(files.folder().getFileName()));
        writePretty(files.manifest(), named);
        RunFiles.write(files.plan(), LINES.writeValueAsBytes(plan));
        OutputStream samples = newFile(files.samples(), bodies);
        BrokenLog broken =
                prompts.isEmpty() ? null : new BrokenLog(newFile(files.broken(), Bodies.STORE), named, prompts);
        OutputStream histograms = Files.newOutputStream(files.histograms(), StandardOpenOption.CREATE_NEW);
        SampleLog log = new SampleLog(samples, new HistogramLog(histograms, named), broken, bodies, WAITING_SAMPLES);
        log.start();
        return new RunWriter(files, named, log);
    }

    /**
     * Goes on with a run that was broken off: more samples are appended. Its histogram log begins anew and has to be made
     * again at the end, see {@link RunFiles#rebuildHistograms}.
     *
     * @param archive the run as it was left
     * @param prompts of the workload, when broken JSON is to be kept; else none
     */
    public static RunWriter resume(RunArchive archive, Resumption resumption, Bodies bodies, List<Prompt> prompts)
            throws IOException {
        RunFiles files = RunFiles.in(archive.folder());
        for (Path lines : List.of(files.samples(), files.broken(), files.resumptions())) {
            Journal.trim(lines);
        }
        Files.writeString(
                files.resumptions(),
                LINES.writeValueAsString(resumption) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        OutputStream samples = Files.newOutputStream(files.samples(), StandardOpenOption.APPEND);
        BrokenLog broken = prompts.isEmpty()
                ? null
                : new BrokenLog(
                        Files.newOutputStream(files.broken(), StandardOpenOption.APPEND), archive.manifest(), prompts);
        OutputStream histograms = Files.newOutputStream(files.histograms());
        SampleLog log = new SampleLog(
                samples, new HistogramLog(histograms, archive.manifest()), broken, bodies, WAITING_SAMPLES);
        log.start();
        return new RunWriter(files, archive.manifest(), log);
    }

    /** The run folder. */
    public Path folder() {
        return files.folder();
    }

    /** The manifest as it stands in the folder, with the id that the folder got. */
    public RunManifest manifest() {
        return manifest;
    }

    /**
     * Takes a sample. Thread-safe; returns at once unless tens of thousands are waiting to be written, when it waits
     * for a place: no sample is ever dropped.
     *
     * @throws java.io.UncheckedIOException when an earlier sample could not be written
     * @throws IllegalStateException after the end
     */
    @Override
    public void accept(Sample sample) {
        log.accept(sample);
    }

    /** Appends what the emulator says it did. */
    public void truth(List<TruthStamp> stamps) throws IOException {
        try (OutputStream out =
                Files.newOutputStream(files.truth(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var lines = new BufferedOutputStream(out);
            for (TruthStamp stamp : stamps) {
                lines.write(LINES.writeValueAsBytes(stamp));
                lines.write('\n');
            }
            lines.flush();
        }
    }

    /** Writes who used the machine. */
    public void machine(MachineUse use) throws IOException {
        writePretty(files.machine(), use);
    }

    /** Writes what was around the arms; nothing when there is nothing to tell. */
    public void surroundings(Surroundings surroundings) throws IOException {
        if (!surroundings.equals(Surroundings.NONE)) {
            writePretty(files.surroundings(), surroundings);
        }
    }

    /**
     * Ends the run: all samples and histograms are written, then the manifest is replaced.
     *
     * @param finalManifest usually {@link RunManifest#ended}; the folder's own id is kept
     * @return the folder
     */
    public Path close(RunManifest finalManifest) throws IOException {
        log.close();
        writePretty(files.manifest(), finalManifest.withId(manifest.id()));
        return files.folder();
    }

    /** Writes what was accepted and leaves the manifest as it is: the run then counts as broken off. */
    @Override
    public void close() throws IOException {
        log.close();
    }

    private static Path newFolder(Path runsFolder, String id) throws IOException {
        String name = id;
        for (int number = 2; ; number++) {
            try {
                return Files.createDirectory(runsFolder.resolve(name));
            } catch (FileAlreadyExistsException e) {
                name = id + "-" + number;
            }
        }
    }

    private static OutputStream newFile(Path file, Bodies bodies) throws IOException {
        return Channels.newOutputStream(Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions(file, bodies)));
    }

    private static FileAttribute<?>[] permissions(Path file, Bodies bodies) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return bodies == Bodies.STORE && posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void writePretty(Path file, Object value) throws IOException {
        RunFiles.write(file, PRETTY.writeValueAsString(value) + "\n");
    }
}
