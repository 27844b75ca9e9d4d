package dev.taximeter.cost;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.PriceQuote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Dated list prices, read from {@code *.yaml} files. A price holds from a first day to a last one; for one model and day
 * there is at most one price, over all books. Immutable.
 */
public final class PriceBooks {
    private final List<PriceEntry> entries;

    private PriceBooks(List<PriceEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads all price books of a folder, but not of folders in it.
     *
     * @throws PriceBookException with every mistake in every book, also when there is none or one cannot be read
     */
    public static PriceBooks load(Path folder) throws PriceBookException {
        List<BookProblem> problems = new ArrayList<>();
        List<PriceEntry> entries = new ArrayList<>();
        for (Path book : books(folder, problems)) {
            try {
                entries.addAll(
                        PriceBookReader.read(String.valueOf(book.getFileName()), Files.readString(book), problems));
            } catch (IOException e) {
                problems.add(BookProblem.ofFile(book.toString(), "cannot be read: " + e.getMessage()));
            }
        }
        entries.sort(Comparator.comparing((PriceEntry entry) -> entry.quote().vendor())
                .thenComparing(entry -> entry.quote().model())
                .thenComparing(entry -> entry.quote().effectiveFrom()));
        findOverlaps(entries, problems);
        if (!problems.isEmpty()) {
            throw new PriceBookException(problems.stream()
                    .sorted(Comparator.comparing(BookProblem::place))
                    .map(BookProblem::toString)
                    .toList());
        }
        return new PriceBooks(entries);
    }

    /**
     * The price of this arm on this day: a machine-hour when the arm occupies a machine, else a price of tokens.
     *
     * @throws PriceMissingException when the books have none; the message says which ones they have
     */
    public PriceQuote quote(ArmFacts arm, LocalDate day) throws PriceMissingException {
        String machine = arm.machine();
        return machine == null ? quote(arm.vendor(), arm.model(), day) : quote(PriceBookReader.MACHINE, machine, day);
    }

    private PriceQuote quote(String vendor, String model, LocalDate day) throws PriceMissingException {
        List<PriceEntry> named =
                entries.stream().filter(entry -> entry.names(vendor, model)).toList();
        return named.stream()
                .filter(entry -> entry.holdsOn(day))
                .map(PriceEntry::quote)
                .findFirst()
                .orElseThrow(() -> new PriceMissingException(
                        named.isEmpty() ? unknown(vendor, model) : otherDays(vendor, model, day, named)));
    }

    private static String otherDays(String vendor, String model, LocalDate day, List<PriceEntry> named) {
        return "no price for %s %s on %s: known %s"
                .formatted(
                        vendor,
                        model,
                        day,
                        named.stream().map(PriceEntry::period).collect(Collectors.joining(", ")));
    }

    private String unknown(String vendor, String model) {
        String start = "no price for " + vendor + " " + model;
        List<String> models = modelsOf(vendor);
        List<String> near = Nearest.to(model, models);
        if (!near.isEmpty()) {
            return start + "; did you mean " + String.join(", ", near) + "?";
        }
        List<String> elsewhere = entries.stream()
                .filter(entry -> entry.quote().model().equals(model))
                .map(entry -> entry.quote().vendor())
                .distinct()
                .toList();
        if (!elsewhere.isEmpty()) {
            return start + "; the books have this model of " + String.join(", ", elsewhere);
        }
        return start
                + (models.isEmpty()
                        ? "; the books know nothing of " + vendor
                        : "; the books know " + vendor + " " + String.join(", ", models));
    }

    private List<String> modelsOf(String vendor) {
        return entries.stream()
                .map(PriceEntry::quote)
                .filter(quote -> quote.vendor().equals(vendor))
                .map(PriceQuote::model)
                .distinct()
                .toList();
    }

    private static List<Path> books(Path folder, List<BookProblem> problems) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> books = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            if (books.isEmpty()) {
                problems.add(BookProblem.ofFile(folder.toString(), "no price books here; expected *.yaml"));
            }
            return books;
        } catch (IOException e) {
            problems.add(BookProblem.ofFile(
                    folder.toString(), "not a folder that can be read; expected one with price books, *.yaml"));
            return List.of();
        }
    }

    /** Compares each entry with the next of its model: when any two overlap, then two neighbours do. */
    private static void findOverlaps(List<PriceEntry> sorted, List<BookProblem> problems) {
        for (int i = 1; i < sorted.size(); i++) {
            PriceEntry earlier = sorted.get(i - 1);
            PriceEntry later = sorted.get(i);
            PriceQuote quote = later.quote();
            if (earlier.names(quote.vendor(), quote.model()) && earlier.reachesInto(later)) {
                problems.add(new BookProblem(
                        later.place(),
                        "a second price for %s %s on %s; the first one, at %s, holds %s"
                                .formatted(
                                        quote.vendor(),
                                        quote.model(),
                                        quote.effectiveFrom(),
                                        earlier.place(),
                                        earlier.period())));
            }
        }
    }
}
