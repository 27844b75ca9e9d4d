package dev.taximeter.nlu;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Turns text into vectors with a BERT-like sentence encoder in ONNX Runtime on the CPU; built in is all-MiniLM-L6-v2,
 * quantised to 8 bits.
 *
 * <p>Thread-safe: many threads may encode at once, each inference on {@code threads} threads of its own. The call is
 * native: on a virtual thread it holds the carrier for its whole time, so call it from platform threads.
 *
 * <p>Texts are encoded one by one unless {@link NluModel#infer} is given several. The quantised model scales its numbers
 * over the whole input, so a padded batch gives slightly other vectors than the single text: training and judging never
 * use one, a server may.
 */
public final class Encoder implements AutoCloseable {
    /** The encoder that is built in: its name in scenarios and reports. */
    public static final String ALL_MINILM_L6_V2_Q = "all-minilm-l6-v2-q";

    /** Reserved, not used, but for the few that it takes. */
    private static final long ENVIRONMENT_STACK_BYTES = 64L << 20;

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    private final String location;
    private final String name;
    private final WordPiece wordPiece;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final boolean wantsTypes;
    private final int dimensions;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed; // guarded by closing

    private Encoder(String location, String name, WordPiece wordPiece, OrtEnvironment environment, OrtSession session)
            throws IOException {
        this.location = location;
        this.name = name;
        this.wordPiece = wordPiece;
        this.environment = environment;
        this.session = session;
        this.wantsTypes = session.getInputNames().contains(TYPES);
        this.dimensions = dimensions(session);
    }

    /**
     * Loads an encoder; takes about a second.
     *
     * @param encoder {@link #ALL_MINILM_L6_V2_Q}; or the path of a folder or a jar that holds one {@code *.onnx} and one
     *     {@code *tokenizer.json} at its root, or of an {@code .onnx} file with {@code tokenizer.json} beside it
     * @param threads threads of one inference, at least 1; 1 is best for throughput and for steadiness
     * @throws IllegalArgumentException for no thread
     * @throws IOException with a sentence for the user when there is no such encoder, or one of another kind
     */
    public static Encoder open(String encoder, int threads) throws IOException {
        if (threads < 1) {
            throw new IllegalArgumentException("an inference needs at least 1 thread, not " + threads);
        }
        EncoderSource source = EncoderSource.find(encoder);
        WordPiece wordPiece = WordPiece.read(source.tokenizer());
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Idle workers must sleep: spinning ones would take the cores of the meter that times this very call.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session = environment.createSession(source.network(), options);
            return new Encoder(encoder, source.name(), wordPiece, environment, session);
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot load " + encoder + ": " + e.getMessage(), e);
        }
    }

    /**
     * ONNX Runtime's environment, made on a thread with a large stack: version 1.29 recurses over the process' command
     * line, and from about 4,000 letters on, which a class path easily has, overflows a usual stack and kills the process.
     */
    private static OrtEnvironment environment() throws IOException {
        FutureTask<OrtEnvironment> opening =
                new FutureTask<>(() -> OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR));
        Thread thread = new Thread(null, opening, "onnx-environment", ENVIRONMENT_STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true; // it is a matter of milliseconds; the caller sees the interrupt afterwards
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("ONNX Runtime cannot start: " + e.getCause(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Its name, e.g. {@code all-minilm-l6-v2-q}: that of its ONNX file, without the ending. */
    public String name() {
        return name;
    }

    /** What it was opened by. */
    public String location() {
        return location;
    }

    /**
     * Hash over both of its files, 64 hexadecimal digits: the same hash, the same vectors. Reads them again, so that
     * opening an encoder need not wait for it.
     *
     * @throws IOException when they are gone
     */
    public String sha256() throws IOException {
        EncoderSource source = EncoderSource.find(location);
        return Sha256.of(source.network(), source.tokenizer());
    }

    /** Length of the vector of a piece and of a sentence. {@link Encoding#features()} is twice as long. */
    public int dimensions() {
        return dimensions;
    }

    /**
     * Encodes one text.
     *
     * @param text may be empty; what lies beyond {@link WordPiece#PIECE_LIMIT} pieces is not seen
     * @throws IllegalStateException when the encoder is closed or ONNX Runtime fails
     */
    public Encoding encode(String text) {
        return encode(wordPiece.ids(text));
    }

    /** Encodes a text by its tokens. */
    EncodedTokens encode(List<Token> tokens) {
        WordPiece.Pieces pieces = wordPiece.pieces(tokens);
        Encoding encoding = encode(pieces.ids());
        return new EncodedTokens(encoding, encoding.tokens(pieces.firsts()));
    }

    /**
     * Encodes several texts in one inference, padded to the longest. A single one is encoded as alone.
     *
     * @param ids of each text's pieces
     */
    List<Encoding> encodeTogether(List<long[]> ids) {
        if (ids.size() == 1) {
            return List.of(encode(ids.getFirst()));
        }
        int longest = ids.stream().mapToInt(text -> text.length).max().orElse(0);
        long[] padded = new long[ids.size() * longest];
        long[] mask = new long[padded.length];
        for (int i = 0; i < ids.size(); i++) {
            System.arraycopy(ids.get(i), 0, padded, i * longest, ids.get(i).length);
            Arrays.fill(mask, i * longest, i * longest + ids.get(i).length, 1);
        }
        float[] pieces = guarded(() -> infer(padded, mask, ids.size()));
        List<Encoding> encodings = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            int from = i * longest * dimensions;
            int to = from + ids.get(i).length * dimensions;
            encodings.add(Encoding.of(Arrays.copyOfRange(pieces, from, to), dimensions));
        }
        return encodings;
    }

    /** The numbers of a text's pieces. */
    long[] ids(String text) {
        return wordPiece.ids(text);
    }

    /** The pieces of a text's tokens. */
    WordPiece.Pieces pieces(List<Token> tokens) {
        return wordPiece.pieces(tokens);
    }

    /**
     * A text and its tokens.
     *
     * @param text the text as a whole
     * @param vectors of the tokens, one after another
     */
    @SuppressWarnings("ArrayRecordComponent") // not compared
    record EncodedTokens(Encoding text, float[] vectors) {}

    private Encoding encode(long[] ids) {
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        return Encoding.of(guarded(() -> infer(ids, ones, 1)), dimensions);
    }

    private interface Inference {
        float[] run() throws OrtException;
    }

    private float[] guarded(Inference inference) {
        closing.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the encoder is closed");
            }
            return inference.run();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            closing.readLock().unlock();
        }
    }

    private float[] infer(long[] ids, long[] mask, int texts) throws OrtException {
        try (OnnxTensor inputIds = tensor(ids, texts);
                OnnxTensor attentionMask = tensor(mask, texts);
                OnnxTensor tokenTypeIds = tensor(new long[ids.length], texts);
                OrtSession.Result result = session.run(
                        wantsTypes
                                ? Map.of(IDS, inputIds, MASK, attentionMask, TYPES, tokenTypeIds)
                                : Map.of(IDS, inputIds, MASK, attentionMask))) {
            FloatBuffer lastHiddenState = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] pieces = new float[lastHiddenState.remaining()];
            lastHiddenState.get(pieces);
            return pieces;
        }
    }

    private OnnxTensor tensor(long[] values, int texts) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {texts, values.length / texts});
    }

    /** Of the first output, which must be a vector of floats for every piece: [texts, pieces, dimensions]. */
    private static int dimensions(OrtSession session) throws IOException {
        try {
            NodeInfo output = session.getOutputInfo().values().iterator().next();
            if (session.getInputNames().containsAll(List.of(IDS, MASK))
                    && output.getInfo() instanceof TensorInfo tensor
                    && tensor.type == OnnxJavaType.FLOAT
                    && tensor.getShape().length == 3
                    && tensor.getShape()[2] > 0) {
                return (int) tensor.getShape()[2];
            }
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot read the model's outputs", e);
        }
        throw new IOException(
                "this is no BERT-like encoder: it wants inputs %s and %s, and one vector of floats for every"
                                .formatted(IDS, MASK)
                        + " piece as its first output");
    }

    /** Frees the model's memory, after the inferences that run. Safe to call twice. */
    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot free the model", e);
        } finally {
            closing.writeLock().unlock();
        }
    }
}
