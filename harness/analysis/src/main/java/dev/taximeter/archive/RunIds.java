package dev.taximeter.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Names of run folders: {@code <utc>-<scenario>-<first 8 digits of the scenario's hash>}. They sort by time. */
public final class RunIds {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int HASH_DIGITS = 8;

    private RunIds() {}

    /**
     * The name that a run wants; {@link RunWriter} adds a number when it is taken.
     *
     * @param startedAt second in which the run starts
     * @param scenario the scenario's name; what does not belong in a file name becomes a dash
     * @param scenarioSha256 as {@link #sha256} gives it
     */
    public static String of(Instant startedAt, String scenario, String scenarioSha256) {
        return UTC.format(startedAt) + "-" + scenario.replaceAll("[^A-Za-z0-9._-]+", "-") + "-"
                + scenarioSha256.substring(0, HASH_DIGITS);
    }

    /** SHA-256 of a text's UTF-8, in 64 lower-case hexadecimal digits. */
    public static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
