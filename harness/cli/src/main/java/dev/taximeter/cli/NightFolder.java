package dev.taximeter.cli;

import dev.taximeter.archive.Journal;
import dev.taximeter.model.Suite;
import dev.taximeter.nightly.NightGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of one night of a suite: its journal while it is played, its outcome afterwards.
 *
 * @param path the folder; its name is the night's id
 * @param at when the night began
 * @param resumed whether it was begun by another process
 * @param lastAlive when that process may have been alive last; null exactly when {@code resumed} is false
 */
record NightFolder(
        Path path, Instant at, boolean resumed, @Nullable Instant lastAlive) {
    /** A night that is older is no longer this night: it is left as it is. */
    private static final Duration OLDEST = Duration.ofHours(20);

    private static final int NIGHTS_BACK = 31;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The suite's unfinished night, if it has a recent one that began with the same suite file; else a new one.
     *
     * @param nights folder of all the suite's nights
     * @param goOn whether an unfinished night is gone on with
     */
    static NightFolder choose(Path nights, Suite suite, boolean goOn, Clock wallClock) throws IOException {
        Instant now = wallClock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Path> latest = all(nights).stream().findFirst();
        if (goOn && latest.isPresent()) {
            List<Journal.Entry> entries = Journal.read(journal(latest.get()));
            boolean unfinished = !entries.isEmpty()
                    && entries.getFirst().detail().equals(sha256(suite.text()))
                    && entries.stream().noneMatch(entry -> entry.event() == Journal.Event.ENDED);
            if (unfinished && entries.getFirst().at().plus(OLDEST).isAfter(now)) {
                Instant lastAlive = Pulse.last(latest.get().resolve("pulse")).orElse(now);
                return new NightFolder(latest.get(), entries.getFirst().at(), true, lastAlive);
            }
        }
        String id = now.toString().replaceAll("[-:]", "");
        Path path = nights.resolve(id);
        for (int number = 2; Files.exists(path); number++) {
            path = nights.resolve(id + "-" + number);
        }
        Files.createDirectories(path);
        return new NightFolder(path, now, false, null);
    }

    /** All nights of a suite, the latest first. */
    private static List<Path> all(Path nights) throws IOException {
        if (!Files.isDirectory(nights)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(nights)) {
            return folders.filter(folder -> Files.exists(journal(folder)))
                    .sorted(Comparator.comparing(folder -> folder.getFileName().toString(), Comparator.reverseOrder()))
                    .toList();
        }
    }

    private static Path journal(Path night) {
        return night.resolve("journal.jsonl");
    }

    String id() {
        return path.getFileName().toString();
    }

    Path pulse() {
        return path.resolve("pulse");
    }

    /** Opens the journal, and says in it that the night begins or goes on. */
    Journal begin(Suite suite, Clock wallClock) throws IOException {
        Journal journal = Journal.open(journal(path));
        journal.add(
                resumed
                        ? new Journal.Entry(Journal.Event.RESUMED, wallClock.instant(), "", "")
                        : new Journal.Entry(Journal.Event.BEGUN, at, "", sha256(suite.text())));
        return journal;
    }

    /** What the nights before found, those that were finished, the latest first. */
    NightGate.Earlier earlier() throws IOException {
        List<Set<String>> keys = new ArrayList<>();
        for (Path night : all(path.resolveSibling("."))) {
            Path outcome = night.resolve(NightFiles.JSON);
            boolean before = night.getFileName().toString().compareTo(id()) < 0;
            if (before && Files.exists(outcome) && keys.size() < NIGHTS_BACK) {
                Set<String> found = new HashSet<>();
                for (JsonNode finding :
                        JSON.readTree(Files.readAllBytes(outcome)).path("findings")) {
                    found.add(finding.path("key").asString(""));
                }
                keys.add(found);
            }
        }
        return new NightGate.Earlier(keys);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
