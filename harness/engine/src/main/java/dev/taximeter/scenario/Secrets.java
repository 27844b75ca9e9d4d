package dev.taximeter.scenario;

import java.util.regex.Pattern;

/** Tells what looks like a literal secret, so that it is refused and never repeated. */
final class Secrets {
    static final String REFUSAL = "this looks like a literal secret; name an environment variable instead";

    /** Shapes of keys that vendors publish or scanners know; each bounded, so that no input makes them slow. */
    private static final Pattern SHAPE = Pattern.compile(String.join(
            "|",
            "(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{8,}", // OpenAI, Anthropic
            "(?i:\\bbearer)\\s{1,8}[A-Za-z0-9._~+/=-]{12,}",
            "AIza[A-Za-z0-9_-]{30,}", // Google
            "(?<![A-Za-z0-9])[0-9A-Fa-f]{32}(?![A-Za-z0-9])", // Azure, until 2024
            "(?<![A-Za-z0-9])[A-Za-z0-9]{84}(?![A-Za-z0-9])", // Azure, since 2024
            "(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}", // AWS
            "(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{20,}", // GitHub
            "(?<![A-Za-z0-9])hf_[A-Za-z0-9]{20,}", // Hugging Face
            "eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}", // JSON web token
            "://[^/\\s@\"']{1,256}@")); // user:password@host

    /** A name that promises a credential, with a value that names no environment variable and is no number. */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)(?:key|token|secret|password)[A-Za-z_-]{0,20}[\"']?\\s{0,8}:\\s{0,8}[\"']?"
                    + "(?-i)(?![A-Z][A-Z0-9_]*[\"']?\\s*(?:[,}#]|$))(?![0-9]+\\s*(?:[,}#]|$))\\S");

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=_.-]{16,}");

    private Secrets() {}

    /** Where in the text something looks like a secret, as an index; -1 when nowhere, as {@link String#indexOf}. */
    static int indexIn(String text) {
        var matcher = SHAPE.matcher(text);
        return matcher.find() ? matcher.start() : -1;
    }

    static boolean in(String text) {
        return indexIn(text) >= 0;
    }

    /** Whether the value of {@code key} is so long and dense that it is a secret rather than a misspelled name. */
    static boolean isLikelyKey(String value) {
        return in(value) || TOKEN.matcher(value).matches();
    }

    /** Whether a line of a file may be shown: it holds neither a secret nor what may be one. */
    static boolean mayShow(String line) {
        return !in(line) && !CREDENTIAL.matcher(line).find();
    }

    /** The text with every likely secret left out. */
    static String redact(String text) {
        return SHAPE.matcher(text).replaceAll("(not shown)");
    }
}
