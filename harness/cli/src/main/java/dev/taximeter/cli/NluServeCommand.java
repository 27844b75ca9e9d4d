package dev.taximeter.cli;

import dev.taximeter.serve.NluServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code taximeter nlu serve}: a saved model behind HTTP. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves a saved model over HTTP/1.1. A request that finds the queue full is answered 429 with Retry-After.",
            "",
            "  POST /v1/parse                  {\"text\"} or {\"texts\"}: intent, ranking, entities, and the times of"
                    + " the server's own clock",
            "  POST /model/parse               Rasa's",
            "  POST /v2/models/NAME/infer      KServe's v2: an input of BYTES; outputs intent and confidence",
            "  POST /v1/embeddings             OpenAI's: the encoder's sentence vectors",
            "  GET  /health, /ready, /metrics  /metrics in Prometheus' format",
            "",
            "Offsets count code points. With --batch, requests that wait for the model are inferred together; the first"
                    + " of them waits at most --max-delay-ms for others.",
            "",
            "@|bold Example|@",
            "  taximeter nlu serve --model results/models/snips --port 8080 --batch 8 --max-delay-ms 2",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {"0:ended", "2:the model, the port or the command line has to be mended"})
final class NluServeCommand implements Callable<Integer> {
    @Mixin
    private final ServingOptions serving = new ServingOptions();

    @Option(names = "--host", paramLabel = "HOST", description = "where to listen (default: 127.0.0.1)")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "port (default: a free one)")
    private int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ServingOptions.Loaded loaded = serving.load();
                NluServer server = start(loaded)) {
            serving.serve(server.port(), "serving %s on http://%s:%d".formatted(loaded.name(), host, server.port()));
            return ExitCodes.OK;
        }
    }

    private NluServer start(ServingOptions.Loaded loaded) throws InterruptedException {
        try {
            return NluServer.start(loaded.batcher(), loaded.name(), new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }
}
