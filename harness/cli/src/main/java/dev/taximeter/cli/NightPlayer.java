package dev.taximeter.cli;

import dev.taximeter.archive.Journal;
import dev.taximeter.archive.Journal.Event;
import dev.taximeter.archive.Resumption;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.chart.Numbers;
import dev.taximeter.model.Budget;
import dev.taximeter.model.Plan;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Segment;
import dev.taximeter.plan.Continuation;
import dev.taximeter.provider.http.KeyLookup;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plays one scenario of a night: from its beginning, from where it was broken off, or not at all when it is done. */
final class NightPlayer {
    private final RunSettings settings;
    private final Terminal terminal;
    private final KeyLookup keys;
    private final Interruption interruption;
    private final Clock wallClock;

    /** @param settings their consent's budget is the whole night's */
    NightPlayer(RunSettings settings, Terminal terminal, KeyLookup keys, Interruption interruption, Clock wallClock) {
        this.settings = settings;
        this.terminal = terminal;
        this.keys = keys;
        this.interruption = interruption;
        this.wallClock = wallClock;
    }

    /**
     * What became of a scenario.
     *
     * @param run its folder; null when it was not played
     * @param resumed how it went on after the night was broken off, one sentence; else empty
     * @param note what else to know; usually empty
     * @param stopped why the night cannot go on; usually empty
     */
    record Played(@Nullable Path run, String resumed, String note, String stopped) {}

    Played play(Scenario scenario, NightFolder night, Journal journal) throws IOException, InterruptedException {
        Optional<Path> done = folder(journal, Event.DONE, scenario.name());
        if (done.isPresent()) {
            String says = "%s was played before the night was broken off, and was not played again"
                    .formatted(scenario.name());
            terminal.line(says);
            return new Played(done.get(), says, says, "");
        }
        Budget left = left(journal, scenario.name());
        if (settings.consent().budget() != null && left == null) {
            return new Played(
                    null,
                    "",
                    "",
                    "the night's budget of %s is spent"
                            .formatted(settings.consent().budget()));
        }
        RunSettings own = new RunSettings(
                settings.runs(),
                settings.prices(),
                settings.storeBodies(),
                settings.keepBroken(),
                new Consent(left, settings.consent().yes()),
                null);
        RunSession session = new RunSession(own, terminal, keys, interruption);
        Optional<Path> broken = folder(journal, Event.RUN, scenario.name());
        return broken.isPresent()
                ? goOn(session, scenario, RunArchive.open(broken.get()), night, journal)
                : new Played(fresh(session, scenario, journal), "", "", "");
    }

    private Path fresh(RunSession session, Scenario scenario, Journal journal)
            throws IOException, InterruptedException {
        terminal.line("playing %s …".formatted(scenario.name()));
        Path folder = session.play(scenario, path -> journal.add(entry(Event.RUN, scenario.name(), path)));
        return finished(folder, scenario, journal);
    }

    private Path finished(Path folder, Scenario scenario, Journal journal) throws IOException {
        Path kept = NightlySession.reported(folder);
        journal.add(entry(Event.DONE, scenario.name(), kept));
        return kept;
    }

    private Journal.Entry entry(Event event, String scenario, Path folder) {
        return new Journal.Entry(
                event, wallClock.instant(), scenario, folder.toAbsolutePath().toString());
    }

    private Played goOn(RunSession session, Scenario scenario, RunArchive broken, NightFolder night, Journal journal)
            throws IOException, InterruptedException {
        RunManifest manifest = broken.manifest();
        String name = scenario.name();
        if (manifest.status() != RunManifest.Status.RUNNING) {
            String says = "%s had ended when the night was broken off; only its report was made".formatted(name);
            terminal.line(says);
            return new Played(finished(broken.folder(), scenario, journal), says, says, "");
        }
        if (!manifest.scenarioText().equals(scenario.text())) {
            return new Played(
                    finished(broken.folder(), scenario, journal),
                    "",
                    name
                            + " was broken off, and its file has changed since: what was measured is kept, and it is"
                            + " played again on the next night",
                    "");
        }
        long atNanos = Duration.between(manifest.startedAt(), Objects.requireNonNull(night.lastAlive()))
                .toNanos();
        long last = broken.samples().stream()
                .mapToLong(sample -> sample.attempts().getLast().doneNanos())
                .reduce(atNanos, Math::max);
        Continuation left = Continuation.of(
                scenario,
                broken.plan(),
                broken.samples(),
                broken.resumptions().stream().map(Resumption::atNanos).toList(),
                last);
        String says =
                "%s goes on where it was broken off: %s requests are kept, %s left, %s may have been under way and are not sent again"
                        .formatted(
                                name,
                                Numbers.count(broken.samples().size()),
                                rest(left.rest()),
                                Numbers.count(left.maybeSent()));
        terminal.line(says);
        journal.add(new Journal.Entry(Event.RESUMED, wallClock.instant(), name, says));
        Path folder = session.resume(scenario, broken, left, last);
        return new Played(finished(folder, scenario, journal), says, says, "");
    }

    /** What is left of a plan: requests, or time where that ends it. */
    private static String rest(Plan plan) {
        long loopNanos = 0;
        for (Segment segment : plan.segments()) {
            if (segment instanceof Segment.Closed closed && closed.timed()) {
                loopNanos += closed.limitNanos();
            }
        }
        return loopNanos == 0
                ? Numbers.count(plan.requests() - plan.gone()) + " are"
                : Numbers.duration(loopNanos) + " of it are";
    }

    /** Where the scenario's run is: also when it got its other name, and the process died before it said so. */
    private static Optional<Path> folder(Journal journal, Event event, String scenario) {
        return journal.entries().reversed().stream()
                .filter(entry -> entry.event() == event && entry.scenario().equals(scenario))
                .flatMap(entry -> List.of(entry.detail(), entry.detail() + "-INVALID").stream())
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst();
    }

    /**
     * What the night's other scenarios leave of its budget; null when there is none or nothing is left. A run that goes on
     * counts what it has spent itself.
     */
    private @Nullable Budget left(Journal journal, String except) throws IOException {
        Budget whole = settings.consent().budget();
        if (whole == null) {
            return null;
        }
        BigDecimal spent = BigDecimal.ZERO;
        for (String scenario : journal.entries().stream()
                .filter(entry -> entry.event() == Event.RUN)
                .map(Journal.Entry::scenario)
                .filter(scenario -> !scenario.equals(except))
                .distinct()
                .toList()) {
            Optional<Path> folder =
                    folder(journal, Event.DONE, scenario).or(() -> folder(journal, Event.RUN, scenario));
            if (folder.isPresent()) {
                spent = spent.add(NightSpending.of(RunArchive.open(folder.get()), whole.currency()));
            }
        }
        BigDecimal rest = whole.limit().subtract(spent);
        return rest.signum() > 0 ? new Budget(rest, whole.currency()) : null;
    }
}
