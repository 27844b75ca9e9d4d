package dev.taximeter.cost;

import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.TokenPrices;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one price book. Problems are collected; an entry that has one is left out. */
final class PriceBookReader {
    /** The vendor under which machine-hours are filed. */
    static final String MACHINE = "machine";

    private static final TokenPrices NO_TOKENS = new TokenPrices(null, null, null, null, null, null);
    private static final String VERSION = "1";
    private static final int MAX_CHARACTERS = 1_000_000;
    private static final Set<String> BOOK_KEYS =
            keys("prices", "title", "currency", "retrieved", "kind", "models", "machines");
    private static final Set<String> MODEL_KEYS = keys(
            "vendor",
            "model",
            "region",
            "from",
            "to",
            "input",
            "cacheRead",
            "cacheWrite",
            "cacheWriteHour",
            "output",
            "reasoning",
            "perRequest",
            "perToolCall",
            "training",
            "above",
            "batch",
            "flex",
            "priority",
            "kind",
            "source");
    private static final Set<String> MACHINE_KEYS = keys("name", "from", "to", "hour", "kind", "source");
    private static final Map<String, PriceTerms.Kind> KINDS =
            Map.of("official", PriceTerms.Kind.OFFICIAL, "feed", PriceTerms.Kind.FEED, "user", PriceTerms.Kind.USER);

    private final String file;
    private PriceTerms.Kind kind;
    private final List<BookProblem> problems;
    private final List<PriceEntry> entries = new ArrayList<>();

    private PriceBookReader(String file, PriceTerms.Kind kind, List<BookProblem> problems) {
        this.file = file;
        this.kind = kind;
        this.problems = problems;
    }

    /**
     * @param file its name in problems
     * @param kind of its prices, unless it says otherwise
     * @param text YAML
     * @param problems gets what is wrong
     */
    static List<PriceEntry> read(String file, PriceTerms.Kind kind, String text, List<BookProblem> problems) {
        PriceBookReader reader = new PriceBookReader(file, kind, problems);
        reader.compose(text).ifPresent(reader::book);
        return reader.entries;
    }

    private Optional<Node> compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(MAX_CHARACTERS)
                .setMaxAliasesForCollections(0)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                problems.add(BookProblem.ofFile(file, "the file is empty; expected a price book"));
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            problems.add(
                    new BookProblem(Place.of(file, e.getProblemMark().orElse(null)), "not YAML: " + e.getProblem()));
            return Optional.empty();
        } catch (YamlEngineException e) {
            problems.add(BookProblem.ofFile(file, "not YAML: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private void book(Node root) {
        BookNode book = new BookNode(file, root, BOOK_KEYS, problems);
        String version = book.text("prices");
        if (version != null && !version.equals(VERSION)) {
            book.problemAt("prices", "'prices' is " + version + "; this version of Taximeter reads 1");
        }
        book.text("title");
        kind = kindOf(book);
        String currency = currency(book);
        LocalDate retrieved = book.day("retrieved");
        book.list("models").forEach(node -> model(new BookNode(file, node, MODEL_KEYS, problems), currency, retrieved));
        book.list("machines")
                .forEach(node -> machine(new BookNode(file, node, MACHINE_KEYS, problems), currency, retrieved));
    }

    private static @Nullable String currency(BookNode book) {
        String currency = book.text("currency");
        boolean known = Currency.getAvailableCurrencies().stream()
                .anyMatch(one -> one.getCurrencyCode().equals(currency));
        if (currency != null && !known) {
            book.problemAt("currency", "'currency' is '" + currency + "'; expected ISO 4217, e.g. USD");
        }
        return currency;
    }

    /** The user's own prices stay the user's, whatever the book says. */
    private PriceTerms.Kind kindOf(BookNode node) {
        PriceTerms.Kind said = node.choiceIfAny("kind", KINDS);
        return said == null || kind == PriceTerms.Kind.USER ? kind : said;
    }

    private void model(BookNode entry, @Nullable String currency, @Nullable LocalDate retrieved) {
        String vendor = entry.text("vendor");
        String model = entry.text("model");
        TokenPrices usual = TierReader.both(entry);
        BigDecimal training = entry.priceIfAny("training");
        PriceTerms extra = new PriceTerms(
                kindOf(entry),
                entry.textIfAny("region"),
                usual.hourCacheWrite(),
                usual.reasoning(),
                entry.priceIfAny("perRequest"),
                entry.priceIfAny("perToolCall"),
                TierReader.rows(entry));
        Terms terms = terms(entry, currency, retrieved);
        if (vendor != null && model != null && usual.input() != null && usual.output() != null && terms != null) {
            entries.add(terms.entry(vendor, model, usual, training, null, extra));
        }
    }

    private void machine(BookNode entry, @Nullable String currency, @Nullable LocalDate retrieved) {
        String name = entry.text("name");
        BigDecimal hour = entry.price("hour");
        PriceTerms extra = new PriceTerms(kindOf(entry), null, null, null, null, null, List.of());
        Terms terms = terms(entry, currency, retrieved);
        if (name != null && hour != null && terms != null) {
            entries.add(terms.entry(MACHINE, name, NO_TOKENS, null, hour, extra));
        }
    }

    private static @Nullable Terms terms(BookNode entry, @Nullable String currency, @Nullable LocalDate retrieved) {
        LocalDate from = entry.day("from");
        LocalDate to = entry.dayIfAny("to");
        String source = entry.text("source");
        if (from != null && to != null && to.isBefore(from)) {
            entry.problemAt("to", "'to' is " + to + ", before 'from', " + from);
        }
        return from == null || source == null || currency == null || retrieved == null
                ? null
                : new Terms(currency, retrieved, from, to, source, entry.place());
    }

    private static Set<String> keys(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }

    /** What prices of tokens and of machines have in common. */
    private record Terms(
            String currency,
            LocalDate retrieved,
            LocalDate from,
            @Nullable LocalDate to,
            String source,
            Place place) {
        PriceEntry entry(
                String vendor,
                String model,
                TokenPrices prices,
                @Nullable BigDecimal training,
                @Nullable BigDecimal hour,
                PriceTerms extra) {
            PriceQuote quote = new PriceQuote(
                    vendor,
                    model,
                    currency,
                    prices.input(),
                    prices.cacheRead(),
                    prices.cacheWrite(),
                    prices.output(),
                    training,
                    hour,
                    from,
                    retrieved,
                    source,
                    extra);
            return new PriceEntry(quote, to, place);
        }
    }
}
