package dev.taximeter.scenario;

import dev.taximeter.model.Arm;
import dev.taximeter.model.Budget;
import dev.taximeter.model.Conversation;
import dev.taximeter.model.Load;
import dev.taximeter.model.Objective;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Sweep;
import dev.taximeter.model.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a scenario file and everything that it names. */
public final class ScenarioLoader {
    /** The only version of scenario and profile files. */
    static final Kind<Long> VERSION = Kinds.version(1);

    private static final Kind<String> QUESTION = Kinds.line("what you want to know, in one line", 500);
    private static final Kind<Long> SEED = Kinds.integer("a whole number such as 42", Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Kind<Budget> BUDGET =
            new Kind<>("an amount with a currency, such as 5 USD", scalar -> Measure.money(scalar.getValue()));
    private static final long DEFAULT_SEED = 1;

    private final SourceFile source;
    private final YamlMap root;
    private final LoadOptions options;

    private ScenarioLoader(SourceFile source, YamlMap root, LoadOptions options) {
        this.source = source;
        this.root = root;
        this.options = options;
    }

    /**
     * Reads and validates a scenario with its profiles and data. Reads no environment variable and opens no connection.
     *
     * @param file YAML
     * @param options what the command line adds
     * @throws ScenarioException with every problem of all files, if any is missing or anything is wrong with it
     * @throws IOException if the disk fails
     */
    public static Scenario load(Path file, LoadOptions options) throws ScenarioException, IOException {
        Problems problems = new Problems();
        SourceFile source = SourceFile.read(file, Limits.YAML_BYTES, Limits.YAML_PROBLEMS, problems);
        Node node = source == null ? null : YamlText.parse(source);
        YamlMap root = source == null || node == null ? null : YamlMap.root(source, node, Sections.SCENARIO);
        if (source == null || root == null) {
            problems.throwIfAny();
            throw new IllegalStateException("no scenario, yet no problem");
        }
        return new ScenarioLoader(source, root, options).scenario();
    }

    private Scenario scenario() throws ScenarioException, IOException {
        root.required("taximeter", VERSION);
        String question = root.optional("question", QUESTION, "");
        long seed = root.optional("seed", SEED, DEFAULT_SEED);
        LocalDate prices = root.optional("prices", Kinds.DATE);
        List<Arm> arms = new ArmsSection(source, options.emulated()).read(root);
        SweepSection sweep = SweepSection.read(root);
        Workload workload = new WorkloadSection(source, options, sweep).read(root, arms, seed);
        LoadSection.Offered offered = LoadSection.read(root, Math.max(1, arms.size()));
        Load load = offered == null ? null : offered.load();
        List<Objective> objectives = root.optionalList("objectives", Objectives.KIND);
        Budget budget = budget(offered == null ? null : offered.most());
        if (load != null && load.untilDecided() && objectives == null) {
            root.missing("objectives", "what is to be decided, such as [ \"ttft.p99 < 1500ms\" ]");
        }
        if (sweep != null) {
            sweep.check(arms, workload, load);
        }
        source.problems().throwIfAny();
        return new Scenario(
                nameOf(source.path()),
                question,
                arms,
                Objects.requireNonNull(workload),
                Objects.requireNonNull(load),
                seed,
                prices,
                varied(Objects.requireNonNull(workload), sweep),
                objectives == null ? List.of() : objectives,
                budget,
                source.text());
    }

    /** @param most what the measured part says that it may cost; null when it says nothing */
    private @Nullable Budget budget(@Nullable Budget most) {
        Budget budget = root.optional("budget", BUDGET);
        if (budget != null && most != null) {
            root.report("budget", "'measure' has a budget too", "one of the two", null);
        }
        return budget == null ? most : budget;
    }

    private static @Nullable Sweep varied(Workload workload, @Nullable SweepSection sweep) {
        int longest = workload.conversations().stream()
                .mapToInt(Conversation::turns)
                .max()
                .orElse(0);
        return longest > 0 ? Sweep.turns(longest) : sweep == null ? null : sweep.sweep();
    }

    /** A file's name without its ending. */
    static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
