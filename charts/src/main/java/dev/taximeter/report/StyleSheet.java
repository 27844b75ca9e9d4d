package dev.taximeter.report;

import dev.taximeter.chart.Palette;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The one style sheet of the HTML report, and the policy that allows it and nothing else.
 *
 * @param css the rules
 */
record StyleSheet(String css) {
    private static final String FILE = "report.css";

    static StyleSheet load() {
        try (InputStream in = StyleSheet.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not in the build");
            }
            String rules = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new StyleSheet(rules.replace("/*light*/", Palette.lightVariables())
                    .replace("/*dark*/", Palette.darkVariables())
                    .replace("/*pictures*/", Palette.rules()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String element() {
        return "<style>" + css + "</style>";
    }

    String policy() {
        return "default-src 'none'; style-src 'sha256-" + hash()
                + "'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
