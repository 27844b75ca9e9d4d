package dev.taximeter.cli;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Target.Batching;
import dev.taximeter.nlu.NluModel;
import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.provider.nlu.NluProvider;
import dev.taximeter.serve.Batcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all processes that serve a model have in common. */
final class ServingOptions {
    private static final int WARM_UP_INFERENCES = 300;
    private static final List<String> WARM_UP_UTTERANCES = List.of(
            "hello",
            "what is the balance of my savings account",
            "i would like to order two large pizzas with extra cheese and a bottle of water for tonight, please");

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FOLDER",
            description = "the model, as taximeter nlu train saved it")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Option(names = "--encoder", paramLabel = "ENCODER", description = "where its encoder is now, if it was moved")
    private @Nullable String encoder;

    @Option(names = "--threads", paramLabel = "N", description = "threads of one inference (default: 1)")
    private int threads = 1;

    @Option(
            names = "--inferences",
            paramLabel = "N",
            description = "inferences at once (default: as many as leave one core free, at least 1)")
    private @Nullable Integer inferences;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "most requests in one inference (default: 1; more change answers in their last digits)")
    private int batch = 1;

    @Option(
            names = "--max-delay-ms",
            paramLabel = "MS",
            description = "longest wait of a batch's first request for others, in milliseconds (default: 0, a batch is"
                    + " what waits already)")
    private double maxDelayMillis;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "requests that wait for the model (default: 256); what comes beyond is refused over HTTP, and"
                    + " left at the broker of a queue")
    private int capacity = 256;

    @Option(names = "--child", hidden = true, description = "say READY on the first line, and end with standard input")
    private boolean child;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Whether another process of ours started this one. */
    boolean child() {
        return child;
    }

    /**
     * Reads the model and warms it.
     *
     * @throws UserError when it cannot be read
     */
    Loaded load() {
        if (threads < 1 || batch < 1 || capacity < 1 || maxDelayMillis < 0 || (inferences != null && inferences < 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--threads, --inferences, --batch and --capacity want a number from 1, --max-delay-ms one from 0");
        }
        NluModel loaded = LocalModels.saved(model, encoder, threads);
        for (int i = 0; i < WARM_UP_INFERENCES; i++) {
            loaded.parse(WARM_UP_UTTERANCES.get(i % WARM_UP_UTTERANCES.size()));
        }
        for (int size = 2; size <= batch; size++) {
            loaded.infer(Collections.nCopies(size, WARM_UP_UTTERANCES.get(1)));
        }
        int cores = Runtime.getRuntime().availableProcessors();
        Batcher<Inference> batcher = new Batcher<>(
                loaded::infer,
                new Batching(batch, Math.round(maxDelayMillis * TimeUnit.MILLISECONDS.toNanos(1))),
                capacity,
                inferences == null ? NluProvider.concurrencyFor(cores, threads) : inferences,
                NanoClock.system());
        return new Loaded(loaded, batcher, String.valueOf(model.toAbsolutePath().getFileName()));
    }

    /**
     * A model that is ready to serve.
     *
     * @param name of its folder
     */
    record Loaded(NluModel model, Batcher<Inference> batcher, String name) implements AutoCloseable {
        @Override
        public void close() {
            batcher.close();
            model.encoder().close();
        }
    }

    /**
     * Says that it serves, and goes on until it is to end.
     *
     * @param port where; 0 for nowhere
     */
    void serve(int port, String words) throws IOException, InterruptedException {
        if (child) {
            ServedChild.untilParentEnds(port);
        } else {
            spec.commandLine().getOut().println(words);
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await();
        }
    }
}
