package dev.taximeter.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places, {@code {{column}}}, that each row of a file fills. What a row says is never read as a template. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    private final String text;

    Template(String text) {
        this.text = text;
    }

    /** The columns that it names, in order, each once. */
    List<String> columns() {
        return PLACE.matcher(text)
                .results()
                .map(place -> place.group(1))
                .distinct()
                .toList();
    }

    /** What is wrong with it by itself, in words about the template; empty when nothing is. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (columns().isEmpty()) {
            mistakes.add("'template' names no column, so that all prompts would be alike");
        }
        String rest = PLACE.matcher(text).replaceAll("");
        if (rest.contains("{{") || rest.contains("}}")) {
            mistakes.add("a {{ or }} in 'template' has no partner");
        }
        return mistakes;
    }

    /** Those of its columns that are not among these. */
    List<String> unknown(Collection<String> known) {
        return columns().stream().filter(column -> !known.contains(column)).toList();
    }

    /** The text with this row's values; a column that the row lacks is left empty. */
    String filled(Map<String, String> row) {
        return PLACE.matcher(text)
                .replaceAll((MatchResult place) -> Matcher.quoteReplacement(row.getOrDefault(place.group(1), "")));
    }
}
