package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.NanoClock;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.nlu.IntentSpread;
import dev.taximeter.scenario.Corpus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code taximeter nlu clarity}: which intents are unclear, and which get in each other's way. */
@Command(
        name = "clarity",
        mixinStandardHelpOptions = true,
        description = {
            "Weighs the intents of the data by the encoder's vectors of all their utterances; nothing is learnt. An"
                    + " intent is clear when its utterances are near to one another. Two intents are in conflict where"
                    + " utterances of the one are nearer to the other.",
            "",
            "@|bold Examples|@",
            "  taximeter nlu clarity --data scenarios/data/assistant.csv",
            ""
        })
final class NluClarityCommand implements Callable<Integer> {
    private static final int MOST_CONFLICTS = 10;

    @Mixin
    private final NluOptions options = new NluOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Corpus corpus = options.corpus();
        List<LabelledUtterance> all = Stream.of(corpus.training(), corpus.validation(), corpus.test())
                .flatMap(List::stream)
                .toList();
        NanoClock clock = NanoClock.system();
        List<float[]> vectors = new ArrayList<>();
        long begin = clock.nanos();
        try (Encoder encoder = LocalModels.encoder(options.encoderOrDefault(), 1)) {
            begin = clock.nanos();
            all.forEach(
                    utterance -> vectors.add(encoder.encode(utterance.text()).sentence()));
        }
        long encoded = clock.nanos();
        IntentSpread spread = IntentSpread.of(all, vectors);
        print(spread, all.size(), encoded - begin, clock.nanos() - encoded);
        return ExitCodes.OK;
    }

    private void print(IntentSpread spread, int utterances, long encodingNanos, long weighingNanos) {
        PrintWriter out = spec.commandLine().getOut();
        int width = spread.intents().stream()
                .mapToInt(intent -> intent.name().length())
                .max()
                .orElse(6);
        out.printf(Locale.ROOT, "%-" + width + "s  clarity  utterances  strays%n", "intent");
        for (IntentSpread.Intent intent : spread.intents()) {
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s  %7.2f  %10d  %s%n",
                    intent.name(),
                    intent.clarity(),
                    intent.utterances(),
                    NluScore.share(intent.strays(), intent.utterances()));
        }
        out.println();
        out.println(spread.conflicts().isEmpty() ? "no intent gets in another's way" : "in each other's way:");
        for (IntentSpread.Conflict conflict :
                spread.conflicts().stream().limit(MOST_CONFLICTS).toList()) {
            out.printf(
                    Locale.ROOT,
                    "  %s and %s: %s of their utterances are nearer to the other%n",
                    conflict.one(),
                    conflict.other(),
                    NluScore.share(conflict.strays(), conflict.utterances()));
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "%s utterances encoded in %s, weighed in %s%n",
                Numbers.count(utterances),
                Numbers.duration(encodingNanos),
                Numbers.duration(weighingNanos));
        out.flush();
    }
}
