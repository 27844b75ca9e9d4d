package dev.taximeter.nlu;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Turns text into vectors with the sentence encoder all-MiniLM-L6-v2, quantised to 8 bits, in ONNX Runtime on the CPU.
 *
 * <p>Thread-safe: many threads may encode at once, each inference on {@code threads} threads of its own. The call is
 * native: on a virtual thread it holds the carrier for its whole time, so call it from platform threads.
 *
 * <p>Texts are encoded one by one, never in batches. The quantised model scales its numbers over the whole input, so a
 * padded batch would give slightly other vectors than the single text that is asked later.
 */
public final class Encoder implements AutoCloseable {
    /** The only encoder today: its name in scenarios and reports. */
    public static final String ALL_MINILM_L6_V2_Q = "all-minilm-l6-v2-q";

    /** Length of the vector of a piece and of a sentence. */
    public static final int DIMENSIONS = 384;

    /** Length of {@link Encoding#features()}. */
    public static final int FEATURES = 2 * DIMENSIONS;

    private final WordPiece wordPiece;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed; // guarded by closing

    private Encoder(WordPiece wordPiece, OrtEnvironment environment, OrtSession session) {
        this.wordPiece = wordPiece;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads the encoder from the class path; takes about a second.
     *
     * @param name {@link #ALL_MINILM_L6_V2_Q}
     * @param threads threads of one inference, at least 1; 1 is best for throughput and for steadiness
     * @throws IllegalArgumentException for another name or no thread
     * @throws IOException when the class path has no such model, or a broken one
     */
    public static Encoder open(String name, int threads) throws IOException {
        if (!name.equals(ALL_MINILM_L6_V2_Q)) {
            throw new IllegalArgumentException("unknown encoder '" + name + "'; there is " + ALL_MINILM_L6_V2_Q);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("an inference needs at least 1 thread, not " + threads);
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (InputStream tokenizer = resource(name + "-tokenizer.json");
                InputStream model = resource(name + ".onnx");
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Idle workers must sleep: spinning ones would take the cores of the meter that times this very call.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session = environment.createSession(model.readAllBytes(), options);
            return new Encoder(WordPiece.read(tokenizer), environment, session);
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot load " + name, e);
        }
    }

    /**
     * Encodes one text.
     *
     * @param text may be empty; what lies beyond {@link WordPiece#PIECE_LIMIT} pieces is not seen
     * @throws IllegalStateException when the encoder is closed or ONNX Runtime fails
     */
    public Encoding encode(String text) {
        long[] ids = wordPiece.ids(text);
        closing.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the encoder is closed");
            }
            return Encoding.of(infer(ids));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            closing.readLock().unlock();
        }
    }

    /**
     * The features of many texts, one after another, in their order. The result does not depend on the workers.
     *
     * @param workers texts that are encoded at once, at least 1
     * @throws InterruptedException when the thread is interrupted; the inferences that run are waited for
     * @throws IllegalStateException when an inference fails
     */
    float[] features(List<String> texts, int workers) throws InterruptedException {
        float[] vectors = new float[texts.size() * FEATURES];
        AtomicInteger next = new AtomicInteger();
        Callable<Void> worker = () -> {
            for (int i = next.getAndIncrement();
                    i < texts.size() && !Thread.interrupted();
                    i = next.getAndIncrement()) {
                System.arraycopy(encode(texts.get(i)).features(), 0, vectors, i * FEATURES, FEATURES);
            }
            return null;
        };
        // invokeAll interrupts the workers when this thread is interrupted, and close() waits for them.
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(workers, worker))) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a text could not be encoded", e.getCause());
        }
        return vectors;
    }

    private float[] infer(long[] ids) throws OrtException {
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor inputIds = tensor(ids);
                OnnxTensor attentionMask = tensor(ones);
                OnnxTensor tokenTypeIds = tensor(new long[ids.length]);
                OrtSession.Result result = session.run(Map.of(
                        "input_ids", inputIds, "attention_mask", attentionMask, "token_type_ids", tokenTypeIds))) {
            FloatBuffer lastHiddenState = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] pieces = new float[lastHiddenState.remaining()];
            lastHiddenState.get(pieces);
            return pieces;
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private static InputStream resource(String name) throws FileNotFoundException {
        InputStream stream = Encoder.class.getResourceAsStream("/" + name);
        if (stream == null) {
            throw new FileNotFoundException("the class path has no " + name + " at its root");
        }
        return stream;
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
