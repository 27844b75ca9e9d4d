package dev.taximeter.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the problems of one scenario and of all files that it names. Not thread-safe. */
final class Problems {
    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    private final Map<String, OfFile> files = new LinkedHashMap<>();

    /** A file is being read; its problems come after those of files that were read before it. */
    void open(String file, int limit) {
        files.computeIfAbsent(file, ignored -> new OfFile(limit));
    }

    /** Keeps a problem; beyond its file's limit it is only counted. */
    void add(Problem problem) {
        OfFile of = files.computeIfAbsent(problem.file(), ignored -> new OfFile(1));
        if (of.kept.size() < of.limit) {
            of.kept.add(problem);
        } else if (!of.kept.contains(problem)) {
            of.more++;
        }
    }

    /** Whether another problem of this file would only be counted, so that none need be made. */
    boolean isFull(String file) {
        OfFile of = files.get(file);
        return of != null && of.kept.size() >= of.limit;
    }

    /** Counts a problem of a file that is full. */
    void count(String file) {
        OfFile of = files.get(file);
        if (of != null) {
            of.more++;
        }
    }

    boolean isEmpty() {
        return files.values().stream().allMatch(of -> of.kept.isEmpty());
    }

    void throwIfAny() throws ScenarioException {
        if (!isEmpty()) {
            throw new ScenarioException(sorted());
        }
    }

    private List<Problem> sorted() {
        List<Problem> all = new ArrayList<>();
        files.forEach((file, of) -> {
            List<Problem> ofFile = of.kept.stream().sorted(BY_PLACE).toList();
            all.addAll(ofFile);
            if (of.more > 0) {
                Problem last = ofFile.getLast();
                String rest = "and %d more %s in this file".formatted(of.more, of.more == 1 ? "problem" : "problems");
                all.add(new Problem(file, last.line(), last.column(), rest, null, null, null));
            }
        });
        return all;
    }

    private static final class OfFile {
        final int limit;
        final Set<Problem> kept = new LinkedHashSet<>();
        int more;

        OfFile(int limit) {
            this.limit = limit;
        }
    }
}
