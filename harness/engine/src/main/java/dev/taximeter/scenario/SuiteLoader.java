package dev.taximeter.scenario;

import dev.taximeter.model.Budget;
import dev.taximeter.model.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a suite file: which scenarios are played every night, and what is made of them. */
public final class SuiteLoader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    private static final Kind<String> ARM = Kinds.shaped("an arm's name such as nlu", NAME);
    private static final Kind<Integer> NIGHTS = Kinds.count("a number of nights from 1 to 30", 1, 30);
    private static final Kind<Integer> DAYS = Kinds.count("a number of days from 1 to 36500", 1, 36_500);
    private static final Kind<Budget> BUDGET = new Kind<>(
            "a sum with its currency such as 2 USD",
            scalar -> Budget.parse(scalar.getValue())
                    .orElseThrow(() -> new Kind.Misfit("it is no sum above 0 with a currency")));

    private SuiteLoader() {}

    /**
     * Reads and validates a suite; its scenarios are only looked for.
     *
     * @throws ScenarioException with every problem of the file
     * @throws IOException if the disk fails
     */
    public static Suite load(Path file) throws ScenarioException, IOException {
        Problems problems = new Problems();
        SourceFile source = SourceFile.read(file, Limits.YAML_BYTES, Limits.YAML_PROBLEMS, problems);
        Node node = source == null ? null : YamlText.parse(source);
        YamlMap root = source == null || node == null ? null : YamlMap.root(source, node, Sections.SUITE);
        if (source == null || root == null) {
            problems.throwIfAny();
            throw new IllegalStateException("no suite, yet no problem");
        }
        Suite suite = suite(source, root);
        problems.throwIfAny();
        return suite;
    }

    private static Suite suite(SourceFile source, YamlMap root) {
        root.required("taximeter", ScenarioLoader.VERSION);
        List<Suite.Entry> entries = new ArrayList<>();
        add(entries, root, "scenarios", source.folder(), false);
        add(entries, root, "rehearsals", source.folder(), true);
        if (!root.has("scenarios") && !root.has("rehearsals")) {
            root.missing("scenarios", "a list of scenario files, or of files to rehearse under 'rehearsals'");
        }
        String name = ScenarioLoader.nameOf(source.path());
        if (!NAME.matcher(name).matches()) {
            root.report(
                    "taximeter",
                    "a folder is named after this file, and its name has other letters",
                    "letters," + " digits, dot, dash and underscore in the file's name",
                    null);
        }
        return new Suite(
                name,
                entries,
                controls(root),
                root.optional("nights", NIGHTS, 2),
                root.optional("budget", BUDGET),
                keep(root.optionalMap("keep", Sections.KEEP)),
                source.text());
    }

    /** Runs are told apart by their scenario's name, and so are baselines. */
    private static void add(List<Suite.Entry> entries, YamlMap root, String key, Path folder, boolean emulated) {
        List<Path> files = root.optionalList(key, InputPaths.scenario(folder));
        for (Path file : files == null ? List.<Path>of() : files) {
            String name = ScenarioLoader.nameOf(file);
            if (entries.stream()
                    .anyMatch(entry -> ScenarioLoader.nameOf(entry.file()).equals(name))) {
                root.report(key, "two files are called " + YamlMap.show(name), "another name for one of them", null);
            }
            entries.add(new Suite.Entry(file, emulated));
        }
    }

    private static Set<String> controls(YamlMap root) {
        List<String> names = root.optionalList("controls", ARM);
        return names == null ? Set.of() : new HashSet<>(names);
    }

    private static Suite.Keep keep(@Nullable YamlMap keep) {
        return keep == null
                ? new Suite.Keep(null, null)
                : new Suite.Keep(keep.optional("samplesDays", DAYS), keep.optional("runsDays", DAYS));
    }
}
