package dev.taximeter.cost;

import dev.taximeter.model.PriceRow;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenPrices;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads LiteLLM's {@code model_prices_and_context_window.json}, a table of prices of one token in USD. It has traps: a
 * {@code sample_spec} that holds words where others hold numbers, values that are no objects, prices of 0 where nobody knows
 * them, and tiers and long inputs spelt into the keys. What cannot be read without guessing is left out and counted.
 */
public final class LiteLlmTable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Map<String, String> VENDORS = Map.ofEntries(
            Map.entry("openai", "openai"),
            Map.entry("text-completion-openai", "openai"),
            Map.entry("azure", "azure-openai"),
            Map.entry("anthropic", "anthropic"),
            Map.entry("gemini", "gemini"),
            Map.entry("bedrock", "bedrock"),
            Map.entry("bedrock_converse", "bedrock"),
            Map.entry("mistral", "mistral"),
            Map.entry("groq", "groq"),
            Map.entry("deepseek", "deepseek"));
    private static final Set<String> MODES = Set.of("chat", "completion", "responses", "embedding");
    private static final Pattern NAME = Pattern.compile(
            "(?:(?:azure|gemini|mistral|groq|deepseek|bedrock)/)?(?:([a-z]{2,6}(?:-[a-z]+-[0-9])?)/)?([A-Za-z0-9._:@-]+(?:/[A-Za-z0-9._:@-]+)?)");
    private static final Pattern BEYOND = Pattern.compile("input_cost_per_token_above_([0-9]{1,4})k_tokens.*");

    private final Map<String, Long> leftOut = new TreeMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private LiteLlmTable() {}

    /** A price that was read; of one model. */
    public record Line(String vendor, String model, TokenPrices prices, PriceTerms terms) {}

    /**
     * Reads a table.
     *
     * @throws PriceBookException when it is not JSON, or no object
     */
    public static LiteLlmTable read(String name, String json) throws PriceBookException {
        LiteLlmTable table = new LiteLlmTable();
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new PriceBookException(List.of(name + ": not JSON: " + e.getOriginalMessage()));
        }
        if (!root.isObject()) {
            throw new PriceBookException(List.of(name + ": expected an object, a price for each model"));
        }
        root.properties().forEach(entry -> table.entry(entry.getKey(), entry.getValue()));
        return table;
    }

    /** What was read, in the table's order. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** How many entries were left out, by the reason. */
    public Map<String, Long> leftOut() {
        return new TreeMap<>(leftOut);
    }

    private void entry(String key, JsonNode value) {
        Optional<String> problem = problem(key, value);
        if (problem.isPresent()) {
            leftOut.merge(problem.get(), 1L, Long::sum);
            return;
        }
        Matcher name = NAME.matcher(key);
        String vendor = VENDORS.get(value.path("litellm_provider").asString(""));
        if (!name.matches() || vendor == null) {
            throw new IllegalStateException("a problem that was not seen: " + key);
        }
        String region = vendor.equals("groq") ? null : name.group(1);
        String model = region == null && name.group(1) != null ? name.group(1) + "/" + name.group(2) : name.group(2);
        if (!seen.add(vendor + " " + region + " " + model)) {
            leftOut.merge("the same model once more", 1L, Long::sum);
            return;
        }
        TokenPrices usual = prices(value, "", "");
        lines.add(new Line(
                vendor,
                model,
                usual,
                new PriceTerms(
                        PriceTerms.Kind.FEED,
                        region,
                        usual.hourCacheWrite(),
                        usual.reasoning(),
                        price(value, "input_cost_per_request", 0),
                        null,
                        rows(value))));
    }

    private static Optional<String> problem(String key, JsonNode value) {
        if (!value.isObject() || key.equals("sample_spec")) {
            return Optional.of("no model");
        }
        if (!VENDORS.containsKey(value.path("litellm_provider").asString(""))) {
            return Optional.of("of another vendor");
        }
        if (!MODES.contains(value.path("mode").asString(""))) {
            return Optional.of("not priced by the token of text");
        }
        if (!NAME.matcher(key).matches()) {
            return Optional.of("a name that is not understood");
        }
        BigDecimal input = price(value, "input_cost_per_token", 6);
        BigDecimal output = price(value, "output_cost_per_token", 6);
        boolean embeds = value.path("mode").asString("").equals("embedding");
        if (input == null || output == null) {
            return Optional.of("without a price of input or output");
        }
        return input.signum() == 0 || (output.signum() == 0 && !embeds)
                ? Optional.of("a price of 0, which may well be an unknown one")
                : Optional.empty();
    }

    private static List<PriceRow> rows(JsonNode value) {
        List<PriceRow> rows = new ArrayList<>();
        for (ServiceTier tier : ServiceTier.values()) {
            String ending = switch (tier) {
                case STANDARD -> "";
                case BATCH -> "_batches";
                case FLEX -> "_flex";
                case PRIORITY -> "_priority";
            };
            if (tier != ServiceTier.STANDARD) {
                row(tier, null, prices(value, "", ending)).ifPresent(rows::add);
            }
            value.propertyNames().stream()
                    .map(BEYOND::matcher)
                    .filter(Matcher::matches)
                    .map(beyond -> Long.valueOf(beyond.group(1)))
                    .distinct()
                    .sorted()
                    .flatMap(thousands -> row(
                            tier,
                            new PriceRow.Band(thousands * 1_000, false, true),
                            prices(value, "_above_" + thousands + "k_tokens", ending))
                            .stream())
                    .forEach(rows::add);
        }
        return rows;
    }

    /** Empty when the table does not have both prices that every call needs. */
    private static Optional<PriceRow> row(ServiceTier tier, PriceRow.@Nullable Band band, TokenPrices prices) {
        return prices.input() == null || prices.output() == null
                ? Optional.empty()
                : Optional.of(new PriceRow(tier, band, prices));
    }

    private static TokenPrices prices(JsonNode value, String length, String tier) {
        String ending = length + tier;
        return new TokenPrices(
                price(value, "input_cost_per_token" + ending, 6),
                price(value, "cache_read_input_token_cost" + ending, 6),
                price(value, "cache_creation_input_token_cost" + ending, 6),
                price(value, "cache_creation_input_token_cost_above_1hr" + ending, 6),
                price(value, "output_cost_per_token" + ending, 6),
                price(value, "output_cost_per_reasoning_token" + ending, 6));
    }

    private static @Nullable BigDecimal price(JsonNode value, String key, int zeros) {
        JsonNode price = value.path(key);
        return price.isNumber() && price.decimalValue().signum() >= 0
                ? price.decimalValue().movePointRight(zeros)
                : null;
    }
}
