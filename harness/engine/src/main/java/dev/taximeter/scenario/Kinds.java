package dev.taximeter.scenario;

import dev.taximeter.scenario.Kind.Misfit;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The kinds of values without a unit. */
final class Kinds {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,15})?");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Pattern UNBROKEN = Pattern.compile("(?=.*[0-9])[A-Z0-9]{24,}");

    /** The name of an environment variable; a wrong value may be the secret itself and is never repeated. */
    static final Kind<String> VARIABLE_NAME =
            new Kind<>("the name of an environment variable, such as OPENAI_API_KEY", false, scalar -> {
                String text = textOf(scalar);
                if (!VARIABLE.matcher(text).matches() || UNBROKEN.matcher(text).matches()) {
                    throw new Misfit(
                            Secrets.isLikelyKey(text)
                                    ? Secrets.REFUSAL
                                    : "this is not written like the name of an environment variable (not shown)");
                }
                return text;
            });

    static final Kind<Boolean> FLAG = new Kind<>("true or false", scalar -> {
        if (!scalar.getTag().equals(Tag.BOOL)) {
            throw new Misfit("it is neither true nor false");
        }
        return Boolean.valueOf(scalar.getValue());
    });

    static final Kind<LocalDate> DATE = new Kind<>("a date such as 2023-06-20", scalar -> {
        try {
            return LocalDate.parse(scalar.getValue());
        } catch (DateTimeParseException e) {
            throw new Misfit("it is not a date");
        }
    });

    private Kinds() {}

    /** One line of text. */
    static Kind<String> line(String expected, int maxChars) {
        return new Kind<>(expected, scalar -> {
            String text = textOf(scalar);
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new Misfit("it holds a line break or a control character");
            }
            return bounded(text, maxChars);
        });
    }

    /** Text of any number of lines. */
    static Kind<String> text(String expected, int maxChars) {
        return new Kind<>(expected, scalar -> bounded(textOf(scalar), maxChars));
    }

    /** One line of text in a given shape. */
    static Kind<String> shaped(String expected, Pattern shape) {
        return new Kind<>(expected, scalar -> {
            String text = textOf(scalar);
            if (!shape.matcher(text).matches()) {
                throw new Misfit("it is not written so");
            }
            return text;
        });
    }

    /** A version that must be the only one there is. */
    static Kind<Long> version(long only) {
        Kind<Long> any = integer("version %d, the only one".formatted(only), Long.MIN_VALUE, Long.MAX_VALUE);
        return new Kind<>(any.expected(), scalar -> {
            if (any.read(scalar) != only) {
                throw new Misfit("this version is unknown");
            }
            return only;
        });
    }

    static Kind<Integer> count(String expected, int min, int max) {
        Kind<Long> wide = integer(expected, min, max);
        return new Kind<>(expected, scalar -> Math.toIntExact(wide.read(scalar)));
    }

    static Kind<Long> integer(String expected, long min, long max) {
        return new Kind<>(expected, scalar -> {
            if (!scalar.getTag().equals(Tag.INT)) {
                throw new Misfit(
                        INTEGER.matcher(scalar.getValue()).matches() && !scalar.isPlain()
                                ? "it is in quotes"
                                : "it is not a whole number");
            }
            try {
                long number = Long.parseLong(scalar.getValue());
                if (number < min || number > max) {
                    throw new Misfit(number < min ? "it is too small" : "it is too large");
                }
                return number;
            } catch (NumberFormatException e) {
                throw new Misfit(
                        INTEGER.matcher(scalar.getValue()).matches()
                                ? "it is too large"
                                : "it is not written in digits");
            }
        });
    }

    /** A decimal number above 0. */
    static Kind<Double> positive(String expected, double max) {
        return new Kind<>(expected, scalar -> {
            boolean number =
                    scalar.getTag().equals(Tag.FLOAT) || scalar.getTag().equals(Tag.INT);
            if (!number || !DECIMAL.matcher(scalar.getValue()).matches()) {
                throw new Misfit("it is not a number above 0");
            }
            double value = Double.parseDouble(scalar.getValue());
            if (value <= 0 || value > max) {
                throw new Misfit(value <= 0 ? "it is too small" : "it is too large");
            }
            return value;
        });
    }

    /** The name of one of these constants, in lower case. */
    static <E extends Enum<E>> Kind<E> word(List<E> constants) {
        Map<String, E> words = new LinkedHashMap<>();
        constants.forEach(constant -> words.put(constant.name().toLowerCase(Locale.ROOT), constant));
        return choice(words);
    }

    /** One of two words. */
    static <T> Kind<T> choice(String one, T meaningOne, String other, T meaningOther) {
        Map<String, T> words = new LinkedHashMap<>();
        words.put(one, meaningOne);
        words.put(other, meaningOther);
        return choice(words);
    }

    /** One of a few words, listed in the map's order. */
    static <T> Kind<T> choice(Map<String, T> words) {
        String expected = (words.size() == 1 ? "" : "one of ") + String.join(", ", words.keySet());
        return new Kind<>(expected, scalar -> {
            T chosen = words.get(scalar.getValue());
            if (chosen == null) {
                throw new Misfit("it is unknown", DidYouMean.of(scalar.getValue(), words.keySet()));
            }
            return chosen;
        });
    }

    private static String textOf(ScalarNode scalar) throws Misfit {
        if (!scalar.getTag().equals(Tag.STR)) {
            throw new Misfit("it is not text; put it in quotes");
        }
        return scalar.getValue();
    }

    private static String bounded(String text, int maxChars) throws Misfit {
        if (text.isBlank()) {
            throw new Misfit("it is blank");
        }
        if (text.length() > maxChars) {
            throw new Misfit("it is longer than " + maxChars + " characters");
        }
        return text;
    }
}
