package dev.taximeter.nlu;

import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.nlu.NluProvider;
import dev.taximeter.scenario.Corpus;
import dev.taximeter.scenario.CorpusLoader;
import dev.taximeter.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an inference of the local model takes on one thread, and where: cutting the text into pieces, the encoder, and the
 * whole of it; and the call that an arm of provider nlu makes, which hands the text to another thread and waits. The
 * utterances are those for testing, one after another, so that short and long ones have their share.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 4)
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // set by JMH and by learn()
public class NluBench {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Labelled utterances, as a scenario's {@code data}. */
    @Param("scenarios/data/assistant.csv")
    private String data;

    private Encoder encoder;
    private WordPiece wordPiece;
    private NluModel model;
    private NluProvider provider;
    private RunClock clock;
    private List<LabelledUtterance> utterances;
    private int next;

    /** Opens the encoder and learns the intents. */
    @Setup
    public void learn() throws IOException, ScenarioException, InterruptedException {
        Corpus corpus = CorpusLoader.load(Path.of(data), 1);
        utterances = corpus.test();
        encoder = Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 1);
        wordPiece =
                WordPiece.read(EncoderSource.find(Encoder.ALL_MINILM_L6_V2_Q).tokenizer());
        model = new NluModel(encoder, IntentModel.train(encoder, corpus.training(), 1), null);
        provider = NluProvider.open(model, 1);
        clock = RunClock.startingNow(NanoClock.system());
    }

    /** Closes the encoder. */
    @TearDown
    public void close() {
        provider.close();
        encoder.close();
    }

    private String utterance() {
        next = next + 1 == utterances.size() ? 0 : next + 1;
        return utterances.get(next).text();
    }

    /** Cuts an utterance into pieces. */
    @Benchmark
    public long[] tokenize() {
        return wordPiece.ids(utterance());
    }

    /** Makes an utterance's vectors; cuts it into pieces first. */
    @Benchmark
    public Encoding encode() {
        return encoder.encode(utterance());
    }

    /** Tells an utterance's intent. */
    @Benchmark
    public NluResult parse() {
        return model.parse(utterance());
    }

    /** The same, as a run asks for it. */
    @Benchmark
    public Reply call() {
        Prompt prompt = new Prompt("bench", utterance(), null);
        return provider.call(new Call(0, "", prompt, 1, false, LIMIT_NANOS, LIMIT_NANOS), clock);
    }
}
