package dev.taximeter.cost;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Dated list prices, read from {@code *.yaml} files. A price holds from a first day to a last one; for one model and day
 * there is at most one price, over all books. Immutable.
 */
public final class PriceBooks {
    /** Name of the folder with the user's own prices. */
    public static final String OWN = "own";

    private static final Comparator<PriceEntry> ORDER = Comparator.comparing(
                    (PriceEntry entry) -> entry.quote().vendor())
            .thenComparing(entry -> entry.quote().model())
            .thenComparing(PriceEntry::own)
            .thenComparing(entry -> String.valueOf(entry.quote().terms().region()))
            .thenComparing(entry -> entry.quote().effectiveFrom());

    private final List<PriceEntry> entries;

    private PriceBooks(List<PriceEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads all price books of a folder, and the user's own in its folder {@link #OWN}, which go before them.
     *
     * @throws PriceBookException with every mistake in every book, also when there is none or one cannot be read
     */
    public static PriceBooks load(Path folder) throws PriceBookException {
        List<BookProblem> problems = new ArrayList<>();
        List<PriceEntry> entries = new ArrayList<>(read(folder, PriceTerms.Kind.UNSAID, problems));
        Path own = folder.resolve(OWN);
        if (Files.isDirectory(own)) {
            entries.addAll(read(own, PriceTerms.Kind.USER, problems));
        }
        entries.sort(ORDER);
        findOverlaps(entries, problems);
        if (!problems.isEmpty()) {
            throw new PriceBookException(problems.stream()
                    .sorted(Comparator.comparing(BookProblem::place))
                    .map(BookProblem::toString)
                    .toList());
        }
        return new PriceBooks(entries);
    }

    private static List<PriceEntry> read(Path folder, PriceTerms.Kind kind, List<BookProblem> problems) {
        List<PriceEntry> entries = new ArrayList<>();
        for (Path book : books(folder, problems)) {
            try {
                String name = String.valueOf(book.getFileName());
                entries.addAll(PriceBookReader.read(
                        kind == PriceTerms.Kind.USER ? OWN + "/" + name : name,
                        kind,
                        Files.readString(book),
                        problems));
            } catch (IOException e) {
                problems.add(BookProblem.ofFile(book.toString(), "cannot be read: " + e.getMessage()));
            }
        }
        return entries;
    }

    /** Every price, by vendor, model and day. */
    public List<PriceListing> listings() {
        return entries.stream()
                .map(entry -> new PriceListing(
                        entry.quote(), entry.to(), entry.place().toString()))
                .toList();
    }

    /**
     * All prices of a model, of whatever vendor and day.
     *
     * @param model its name, or {@code vendor/name}
     * @throws PriceMissingException when there is none; the message says which names are near
     */
    public List<PriceListing> of(String model) throws PriceMissingException {
        List<PriceListing> found = listings().stream()
                .filter(listing -> model.equals(listing.quote().model())
                        || model.equals(
                                listing.quote().vendor() + "/" + listing.quote().model()))
                .toList();
        if (found.isEmpty()) {
            List<String> near = Nearest.to(
                    model, entries.stream().map(entry -> entry.quote().model()).toList());
            throw new PriceMissingException("no price of " + model
                    + (near.isEmpty()
                            ? "; `taximeter prices list` shows all"
                            : "; did you mean " + String.join(", ", near) + "?"));
        }
        return found;
    }

    /**
     * The price of this arm on this day, wherever its region.
     *
     * @throws PriceMissingException when the books have none; the message says which ones they have
     */
    public PriceQuote quote(ArmFacts arm, LocalDate day) throws PriceMissingException {
        return quote(arm, arm.vendor(), null, day);
    }

    /**
     * The price of this arm on this day: a machine-hour when the arm occupies a machine, else a price of tokens; the user's
     * own before a list price, that of its region before that of all regions.
     *
     * @param vendor who bills, where that is not whose wire format the arm speaks
     * @param region null when the arm names none
     * @throws PriceMissingException when the books have none; the message says which ones they have
     */
    public PriceQuote quote(ArmFacts arm, String vendor, @Nullable String region, LocalDate day)
            throws PriceMissingException {
        String machine = arm.machine();
        return machine == null
                ? quote(vendor, arm.model(), region, day)
                : quote(PriceBookReader.MACHINE, machine, null, day);
    }

    private PriceQuote quote(String vendor, String model, @Nullable String region, LocalDate day)
            throws PriceMissingException {
        List<PriceEntry> named =
                entries.stream().filter(entry -> entry.names(vendor, model)).toList();
        List<PriceEntry> holding =
                named.stream().filter(entry -> entry.holdsOn(day)).toList();
        if (holding.isEmpty()) {
            throw new PriceMissingException(
                    named.isEmpty() ? unknown(vendor, model) : otherDays(vendor, model, day, named));
        }
        return holding.stream()
                .filter(entry -> entry.quote().terms().region() == null
                        || entry.quote().terms().region().equals(region))
                .min(Comparator.comparing((PriceEntry entry) -> !entry.own())
                        .thenComparing(entry -> entry.quote().terms().region() == null))
                .map(PriceEntry::quote)
                .orElseThrow(() -> new PriceMissingException(otherRegions(vendor, model, region, holding)));
    }

    private static String otherRegions(String vendor, String model, @Nullable String region, List<PriceEntry> holding) {
        return "no price for %s %s %s: known for %s"
                .formatted(
                        vendor,
                        model,
                        region == null ? "without a region" : "in " + region,
                        holding.stream()
                                .map(entry ->
                                        String.valueOf(entry.quote().terms().region()))
                                .collect(Collectors.joining(", ")));
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
            if (earlier.sameAs(later) && earlier.reachesInto(later)) {
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
