package dev.taximeter.cli;

import dev.taximeter.cost.LiteLlmTable;
import dev.taximeter.cost.PriceBookException;
import dev.taximeter.cost.PriceBookText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter prices import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a price book of LiteLLM's table, model_prices_and_context_window.json. The table has no dates: say"
                    + " of which day it is. Entries that cannot be read without guessing are left out and counted.",
            "A book for scenarios/prices must not repeat a model that another book there prices on the same day;"
                    + " `prices check` says so."
        })
final class PricesImportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "the table (JSON)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path table;

    @Option(names = "--as-of", required = true, paramLabel = "DAY", description = "the day of the table")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private LocalDate asOf;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the book to write; must not exist")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--source", paramLabel = "TEXT", description = "where the table stands, for the record")
    private String source = "LiteLLM model_prices_and_context_window.json (MIT, third party)";

    @Option(names = "--vendor", paramLabel = "NAME", description = "of this vendor alone, e.g. azure-openai")
    private @Nullable String vendor;

    @Option(names = "--model", paramLabel = "REGEX", description = "models whose whole name is of this shape alone")
    private @Nullable Pattern model;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LiteLlmTable read = read();
        List<LiteLlmTable.Line> lines = read.lines().stream()
                .filter(line -> vendor == null || line.vendor().equals(vendor))
                .filter(line -> model == null || model.matcher(line.model()).matches())
                .toList();
        if (lines.isEmpty()) {
            throw new UserError("%s has no price of that kind".formatted(table));
        }
        String book = PriceBookText.of(
                "LiteLLM's table as of " + asOf,
                asOf,
                LocalDate.now(ZoneOffset.UTC),
                source + ", as of " + asOf,
                lines);
        if (Files.exists(out)) {
            throw new UserError(out + " exists; prices that a run may have used are never overwritten");
        }
        Files.writeString(out, book, StandardOpenOption.CREATE_NEW);
        spec.commandLine().getOut().printf("%d prices written to %s%n", lines.size(), out);
        read.leftOut()
                .forEach((reason, count) -> spec.commandLine().getOut().printf("left out: %d, %s%n", count, reason));
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private LiteLlmTable read() throws IOException {
        try {
            return LiteLlmTable.read(table.toString(), Files.readString(table));
        } catch (NoSuchFileException missing) {
            throw new UserError(table + ": no such file", missing);
        } catch (PriceBookException unreadable) {
            throw new UserError(String.join("\n", unreadable.problems()), unreadable);
        }
    }
}
