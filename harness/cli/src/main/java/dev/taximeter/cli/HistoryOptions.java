package dev.taximeter.cli;

import dev.taximeter.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which runs a command looks at. */
final class HistoryOptions {
    @Option(
            names = "--in",
            paramLabel = "FOLDER",
            description = "where the runs are, in it or in folders below it; may be given several times (default:"
                    + " results/runs)")
    private List<Path> folders = List.of();

    /** @throws UserError when a folder does not exist */
    List<Path> roots() {
        List<Path> roots = folders.isEmpty() ? List.of(Home.ofThisProcess().runs()) : folders;
        List<String> missing = roots.stream()
                .filter(root -> !Files.isDirectory(root))
                .map(root -> root + " is no folder")
                .toList();
        if (!missing.isEmpty()) {
            throw new UserError(String.join("\n", missing) + "\nruns are made by: taximeter run SCENARIO");
        }
        return roots;
    }

    History open() throws IOException {
        return History.open(roots());
    }
}
