package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.NanoClock;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.scenario.Corpus;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.IntentSpread;
import dev.taximeter.summary.IntentSpread.Contact;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
                    + " utterances of the one are nearer to the other, surely more than one in twenty. The workload"
                    + " `task: clarity` measures the same in a run.",
            "",
            "@|bold Examples|@",
            "  taximeter nlu clarity --data scenarios/data/assistant.csv",
            ""
        })
final class NluClarityCommand implements Callable<Integer> {
    private static final int MOST_CONTACTS = 10;

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
        List<String> intents = all.stream().map(LabelledUtterance::intent).toList();
        IntentSpread spread = IntentSpread.of(intents, vectors);
        if (spread == null) {
            throw new UserError("there are no two intents with two utterances each in " + corpus.name());
        }
        print(spread, all.size(), encoded - begin, clock.nanos() - encoded);
        return ExitCodes.OK;
    }

    private void print(IntentSpread spread, int utterances, long encodingNanos, long weighingNanos) {
        PrintWriter out = spec.commandLine().getOut();
        int width = spread.intents().stream()
                .mapToInt(intent -> intent.name().length())
                .max()
                .orElse(6);
        out.printf(Locale.ROOT, "%-" + width + "s  %-18s  strays%n", "intent", "clarity");
        for (IntentSpread.Intent intent : spread.intents()) {
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s  %-18s  %s%n",
                    intent.name(),
                    cosine(intent.clarity()),
                    NluScore.words(intent.strays()));
        }
        out.printf(
                Locale.ROOT,
                "%n%-" + width + "s  %-18s  %s%n%n",
                "all",
                cosine(spread.clarity()),
                NluScore.words(spread.strays()));
        out.println(
                spread.conflicts().isEmpty()
                        ? "no two intents are shown to be in each other's way"
                        : "in each other's way:");
        print(out, spread.conflicts());
        List<Contact> others = spread.contacts().stream()
                .filter(contact -> !contact.isConflict())
                .toList();
        if (!others.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%ntouching one another; that it is more than %s is not shown:%n",
                    Numbers.percent(IntentSpread.CONFLICT_RATIO));
            print(out, others);
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

    private static void print(PrintWriter out, List<Contact> contacts) {
        for (Contact contact : contacts.stream().limit(MOST_CONTACTS).toList()) {
            out.printf(
                    Locale.ROOT,
                    "  %s and %s: %s of their utterances are nearer to the other%n",
                    contact.one(),
                    contact.other(),
                    NluScore.words(contact.strays()));
        }
    }

    private static String cosine(Figure clarity) {
        Interval interval = Objects.requireNonNull(clarity.interval());
        return Numbers.number(clarity.value()) + " " + Numbers.interval(interval, Numbers::number);
    }
}
