package dev.taximeter.nlu;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A saved model: a folder with {@code model.json} (what it is, for people too), {@code intents.bin} and, when it finds
 * entities, {@code entities.bin} (weights, big-endian). Another format gets another number; a model of a number that is
 * not known is refused.
 */
final class ModelFiles {
    static final int FORMAT = 1;

    private static final String DESCRIPTION = "model.json";
    private static final String INTENTS = "intents.bin";
    private static final String ENTITIES = "entities.bin";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ModelFiles() {}

    /**
     * What the JSON file says.
     *
     * @param taximeterModel the format's number
     * @param encoder where the encoder was
     * @param encoderSha256 hash over its files
     * @param dimensions of its vectors
     * @param outOfScopeThreshold 0..1
     * @param intents labels of the intents, sorted
     * @param entities types of entities, sorted; empty for none
     */
    record Description(
            int taximeterModel,
            String encoder,
            String encoderSha256,
            int dimensions,
            double outOfScopeThreshold,
            List<String> intents,
            List<String> entities) {}

    static void write(Path folder, Encoder encoder, IntentModel intents, @Nullable EntityModel entities)
            throws IOException {
        Files.createDirectories(folder);
        boolean builtIn = encoder.location().equals(Encoder.ALL_MINILM_L6_V2_Q);
        Description description = new Description(
                FORMAT,
                builtIn
                        ? encoder.location()
                        : Path.of(encoder.location())
                                .toAbsolutePath()
                                .normalize()
                                .toString(),
                encoder.sha256(),
                encoder.dimensions(),
                intents.outOfScopeThreshold(),
                intents.labels(),
                entities == null ? List.of() : entities.types());
        Files.write(folder.resolve(DESCRIPTION), JSON.writeValueAsBytes(description));
        try (DataOutputStream out = output(folder.resolve(INTENTS))) {
            writeMatrix(out, intents.head().weights());
            writeFloats(out, intents.head().bias());
        }
        if (entities == null) {
            Files.deleteIfExists(folder.resolve(ENTITIES));
        } else {
            try (DataOutputStream out = output(folder.resolve(ENTITIES))) {
                writeEntities(out, entities);
            }
        }
    }

    static NluModel read(Path folder, @Nullable String encoderLocation, int threads) throws IOException {
        Description description = description(folder);
        Encoder encoder = Encoder.open(encoderLocation == null ? description.encoder : encoderLocation, threads);
        boolean complete = false;
        try {
            if (!encoder.sha256().equals(description.encoderSha256)) {
                throw new IOException("the model %s was trained with another encoder than %s: its hash begins with %s"
                        .formatted(folder, encoder.location(), description.encoderSha256.substring(0, 12)));
            }
            NluModel model = read(folder, description, encoder);
            complete = true;
            return model;
        } finally {
            if (!complete) {
                encoder.close();
            }
        }
    }

    private static NluModel read(Path folder, Description description, Encoder encoder) throws IOException {
        SoftmaxRegression head;
        try (DataInputStream in = input(folder.resolve(INTENTS))) {
            head = new SoftmaxRegression(
                    readMatrix(in, 2 * description.dimensions, description.intents.size()),
                    readFloats(in, description.intents.size()));
        }
        IntentModel intents = new IntentModel(encoder, description.intents, head, description.outOfScopeThreshold);
        if (description.entities.isEmpty()) {
            return new NluModel(encoder, intents, null);
        }
        try (DataInputStream in = input(folder.resolve(ENTITIES))) {
            return new NluModel(encoder, intents, readEntities(in, description));
        }
    }

    private static Description description(Path folder) throws IOException {
        Path file = folder.resolve(DESCRIPTION);
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(
                    "there is no saved model in %s: it has no %s".formatted(folder, DESCRIPTION));
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            int format = JSON.readTree(bytes).path("taximeterModel").asInt(0);
            if (format != FORMAT) {
                throw new IOException("%s is of format %d; this version reads format %d: train the model again"
                        .formatted(file, format, FORMAT));
            }
            return JSON.readValue(bytes, Description.class);
        } catch (JacksonException e) {
            throw new IOException("%s cannot be read: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    private static void writeEntities(DataOutputStream out, EntityModel entities) throws IOException {
        Map<Long, int[]> uses = new TreeMap<>(entities.gazetteer().uses());
        out.writeInt(uses.size());
        for (Map.Entry<Long, int[]> value : uses.entrySet()) {
            out.writeLong(value.getKey());
            for (int count : value.getValue()) {
                out.writeShort(Math.min(count, Short.MAX_VALUE));
            }
        }
        long[] hashes = entities.index().hashes();
        LinearChainCrf field = entities.field();
        out.writeInt(hashes.length);
        out.writeInt(field.pairWeights().length);
        for (long hash : hashes) {
            out.writeLong(hash);
        }
        for (int first : field.firsts()) {
            out.writeInt(first);
        }
        for (short label : field.pairLabels()) {
            out.writeShort(label);
        }
        writeFloats(out, field.pairWeights());
        writeMatrix(out, field.vectorWeights());
        writeMatrix(out, field.transitions());
    }

    private static EntityModel readEntities(DataInputStream in, Description description) throws IOException {
        SpanLabels labels = new SpanLabels(description.entities);
        Map<Long, int[]> uses = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            long run = in.readLong();
            int[] counts = new int[labels.types().size()];
            for (int type = 0; type < counts.length; type++) {
                counts[type] = in.readShort();
            }
            uses.put(run, counts);
        }
        long[] hashes = new long[in.readInt()];
        int pairs = in.readInt();
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = in.readLong();
        }
        int[] firsts = new int[hashes.length + 1];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = in.readInt();
        }
        short[] pairLabels = new short[pairs];
        for (int p = 0; p < pairs; p++) {
            pairLabels[p] = in.readShort();
        }
        LinearChainCrf field = new LinearChainCrf(
                labels.count(),
                firsts,
                pairLabels,
                readFloats(in, pairs),
                readMatrix(in, description.dimensions, labels.count()),
                readMatrix(in, labels.count(), labels.count()),
                labels.allowed());
        return new EntityModel(labels, new TokenFeatures(new Gazetteer(uses)), new FeatureIndex(hashes), field);
    }

    private static DataOutputStream output(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    private static DataInputStream input(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException("the saved model is not whole: %s is missing".formatted(file));
        }
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    private static void writeMatrix(DataOutputStream out, float[][] matrix) throws IOException {
        for (float[] row : matrix) {
            writeFloats(out, row);
        }
    }

    private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    private static float[][] readMatrix(DataInputStream in, int rows, int columns) throws IOException {
        float[][] matrix = new float[rows][];
        for (int r = 0; r < rows; r++) {
            matrix[r] = readFloats(in, columns);
        }
        return matrix;
    }

    private static float[] readFloats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        byte[] bytes = new byte[count * Float.BYTES];
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }
}
