package dev.taximeter.archive;

import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Plan;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Surroundings;
import dev.taximeter.model.TruthStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run folder, read. Also one whose run was killed, or is still going on: then it is what there was at that moment. */
public final class RunArchive {
    private static final JsonMapper MAPPER = RunJson.mapper();

    private final RunFiles files;
    private final RunManifest manifest;
    private final JsonLines<Sample> samples;
    private final JsonLines<TruthStamp> truth;
    private final @Nullable MachineUse machine;
    private final Surroundings surroundings;

    private RunArchive(
            RunFiles files,
            RunManifest manifest,
            JsonLines<Sample> samples,
            JsonLines<TruthStamp> truth,
            @Nullable MachineUse machine,
            Surroundings surroundings) {
        this.surroundings = surroundings;
        this.files = files;
        this.manifest = manifest;
        this.samples = samples;
        this.truth = truth;
        this.machine = machine;
    }

    /**
     * Reads a run folder, all but its plan.
     *
     * @throws ArchiveException when it is no run folder, was written in a layout that this version does not know, or
     *     holds a line that cannot be read; a half-written last line is no such line, see {@link #notes}
     */
    public static RunArchive open(Path folder) throws IOException {
        RunFiles files = RunFiles.in(folder);
        if (Files.notExists(files.manifest())) {
            throw new ArchiveException(folder + ": not a run folder, it has no manifest.json");
        }
        JsonNode tree = read(files.manifest(), JsonNode.class);
        checkSchema(files.manifest(), tree.path("schema"));
        return new RunArchive(
                files,
                read(files.manifest(), RunManifest.class),
                JsonLines.read(files.samples(), Sample.class, MAPPER),
                JsonLines.read(files.truth(), TruthStamp.class, MAPPER),
                Files.exists(files.machine()) ? read(files.machine(), MachineUse.class) : null,
                Files.exists(files.surroundings())
                        ? read(files.surroundings(), Surroundings.class)
                        : Surroundings.NONE);
    }

    /** Where it was read from. */
    public Path folder() {
        return files.folder();
    }

    /** What was run; its id is the folder's first name, without a later {@code -INVALID}. */
    public RunManifest manifest() {
        return manifest;
    }

    /** Whether the plan was not played to its end: the run goes on, was interrupted, or was killed. */
    public boolean partial() {
        return manifest.status() != RunManifest.Status.COMPLETE || !notes().isEmpty();
    }

    /** All samples, of all arms and phases, in the order written: about that of their ends. */
    public List<Sample> samples() {
        return samples.values();
    }

    /** Whether its samples were removed to save room, and only its figures are kept. */
    public boolean withoutSamples() {
        return !Compressed.exists(files.samples()) && Files.exists(files.summaryJson());
    }

    /** What the emulator says it did; empty when nothing was emulated or the run was killed. */
    public List<TruthStamp> truth() {
        return truth.values();
    }

    /** Who used the machine; null when the run was killed. */
    public @Nullable MachineUse machine() {
        return machine;
    }

    /** What was around the arms; nothing in the folders of versions that did not tell. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** What had to be left out while reading, one sentence each: half-written last lines. Usually empty. */
    public List<String> notes() {
        return Stream.of(samples.torn(), truth.torn())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** What was to be sent; read anew on each call. */
    public Plan plan() throws IOException {
        return read(files.plan(), Plan.class);
    }

    /** Answers that were no valid JSON; empty when there were none, or none were kept. Read anew on each call. */
    public List<BrokenAnswer> broken() throws IOException {
        return JsonLines.read(files.broken(), BrokenAnswer.class, MAPPER).values();
    }

    /** When other processes went on with it after it was broken off; usually empty. Read anew on each call. */
    public List<Resumption> resumptions() throws IOException {
        return JsonLines.read(files.resumptions(), Resumption.class, MAPPER).values();
    }

    private static void checkSchema(Path file, JsonNode schema) throws ArchiveException {
        if (!schema.isInt()) {
            throw new ArchiveException(file + ": has no \"schema\", the version of the folder's layout");
        }
        if (schema.asInt() != RunManifest.SCHEMA) {
            throw new ArchiveException("%s: layout %d; this version of Taximeter reads layout %d. %s"
                    .formatted(
                            file,
                            schema.asInt(),
                            RunManifest.SCHEMA,
                            schema.asInt() > RunManifest.SCHEMA
                                    ? "A newer version wrote it: use that one."
                                    : "No version ever wrote it: the file was changed."));
        }
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return Objects.requireNonNull(MAPPER.readValue(Files.readAllBytes(file), type));
        } catch (JacksonException e) {
            throw new ArchiveException(file + ": " + e.getOriginalMessage(), e);
        }
    }
}
