package dev.taximeter.cli;

import dev.taximeter.archive.Bodies;
import dev.taximeter.archive.Resumption;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunFiles;
import dev.taximeter.archive.RunWriter;
import dev.taximeter.judge.Judge;
import dev.taximeter.load.LoadEngine;
import dev.taximeter.load.LoadProgress;
import dev.taximeter.load.LoadResult;
import dev.taximeter.load.Purse;
import dev.taximeter.model.Arm;
import dev.taximeter.model.Budget;
import dev.taximeter.model.Credential;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Plan;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Surroundings;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.plan.Continuation;
import dev.taximeter.plan.PlanOutline;
import dev.taximeter.plan.Planner;
import dev.taximeter.provider.http.HttpProvider;
import dev.taximeter.provider.http.KeyLookup;
import dev.taximeter.provider.http.UnusableKeyException;
import dev.taximeter.record.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays one scenario from its plan to its archive. Everything that can fail early fails before the first request. */
final class RunSession {
    private final RunSettings settings;
    private final Terminal terminal;
    private final KeyLookup environment;
    private final KeyLookup keys;
    private final Interruption interruption;
    private final Clock wallClock = Clock.systemUTC();

    RunSession(RunSettings settings, Terminal terminal, KeyLookup environment, Interruption interruption) {
        this.settings = settings;
        this.terminal = terminal;
        this.interruption = interruption;
        this.environment = environment;
        this.keys = name -> name.equals(Emulation.KEY_VARIABLE) ? "emulated" : environment.find(name);
    }

    /**
     * Plays the scenario.
     *
     * @return the run's folder, closed
     * @throws UserError before anything is sent, when keys, prices, consent or a server are missing, or price books have mistakes
     */
    Path play(Scenario scenario) throws IOException, InterruptedException {
        return play(scenario, _ -> {});
    }

    /** Is told the run's folder before the first request. */
    @FunctionalInterface
    interface Beginning {
        void in(Path folder) throws IOException;
    }

    /** The same. */
    Path play(Scenario whole, Beginning beginning) throws IOException, InterruptedException {
        PresentArms present = present(whole);
        Scenario scenario = present.scenario();
        requireKeys(scenario);
        requireTokens(scenario);
        Prices prices =
                Prices.of(scenario, settings.prices(), LocalDate.ofInstant(wallClock.instant(), ZoneOffset.UTC));
        Plan plan = Planner.plan(scenario);
        PlanOutline outline = PlanOutline.of(scenario, plan);
        ConsentCheck.require(settings.consent(), scenario.budget(), Forecast.of(scenario, plan, prices));
        Ledger ledger = ledger(scenario, plan, prices);
        ForeignServers.require(scenario, keys);
        try (Preparation prepared = Preparation.of(scenario, terminal::line)) {
            RunClock clock = RunClock.startingNow(NanoClock.system());
            RunManifest manifest = Manifests.of(
                    scenario,
                    outline,
                    prices,
                    EnvironmentProbe.environment(NanoClock.system()),
                    wallClock.instant().minusNanos(clock.nanos()),
                    settings.replay());
            try (RunWriter writer = RunWriter.create(
                    settings.runs(),
                    manifest,
                    plan,
                    settings.storeBodies() ? Bodies.STORE : Bodies.DROP,
                    kept(scenario))) {
                beginning.in(writer.folder());
                return record(
                        new Playing(plan, outline, prepared, clock, ledger, present.leftOut(), List.of()), writer);
            }
        }
    }

    /**
     * Goes on with a run whose process died.
     *
     * @param left what of its plan is left
     * @param atNanos where the run's clock goes on
     * @return the run's folder, closed
     * @throws UserError before anything is sent, as {@link #play} does
     */
    Path resume(Scenario whole, RunArchive broken, Continuation left, long atNanos)
            throws IOException, InterruptedException {
        PresentArms present = present(whole);
        Scenario scenario = present.scenario();
        requireKeys(scenario);
        requireTokens(scenario);
        Prices prices =
                Prices.of(scenario, settings.prices(), LocalDate.ofInstant(wallClock.instant(), ZoneOffset.UTC));
        Bodies bodies = settings.storeBodies() ? Bodies.STORE : Bodies.DROP;
        Resumption resumption = new Resumption(wallClock.instant(), atNanos, left.maybeSent());
        Ledger ledger = ledger(scenario, broken.plan(), prices);
        if (ledger != null) {
            ledger.charge(scenario, broken.samples(), left.maybeSent());
        }
        if (left.isEmpty()) {
            try (RunWriter writer = RunWriter.resume(broken, resumption, bodies, kept(scenario))) {
                return writer.close(writer.manifest()
                        .ended(
                                wallClock.instant(),
                                RunManifest.Status.COMPLETE,
                                List.of(),
                                ledger == null ? null : ledger.spending(0)));
            }
        }
        Plan rest = left.rest();
        ForeignServers.require(scenario, keys);
        try (Preparation prepared = Preparation.of(scenario, terminal::line)) {
            Path folder;
            try (RunWriter writer = RunWriter.resume(broken, resumption, bodies, kept(scenario))) {
                RunClock clock = RunClock.resumingAt(NanoClock.system(), atNanos);
                folder = record(
                        new Playing(
                                rest,
                                PlanOutline.of(scenario, rest),
                                prepared,
                                clock,
                                ledger,
                                present.leftOut(),
                                broken.samples()),
                        writer);
            }
            RunFiles.rebuildHistograms(RunArchive.open(folder));
            return folder;
        }
    }

    private PresentArms present(Scenario whole) {
        PresentArms present = PresentArms.of(
                whole, RedisServer.program(environment.find("PATH")).isPresent());
        present.leftOut().forEach((arm, why) -> terminal.line("arm %s is left out: %s".formatted(arm, why)));
        return present;
    }

    /** Prompts that may have to be told with broken answers. */
    private List<Prompt> kept(Scenario scenario) {
        return settings.keepBroken() && scenario.workload().task() == Task.JSON
                ? scenario.workload().prompts()
                : List.of();
    }

    /**
     * What a run needs once it is set up.
     *
     * @param told what another process measured of it before it died
     */
    private record Playing(
            Plan plan,
            PlanOutline outline,
            Preparation prepared,
            RunClock clock,
            @Nullable Ledger ledger,
            Map<String, String> leftOut,
            List<Sample> told) {}

    /** The budget of the command line goes before the scenario's; null when there is none. */
    private @Nullable Ledger ledger(Scenario scenario, Plan plan, Prices prices) {
        Budget agreed = settings.consent().budget();
        Budget budget = agreed == null ? scenario.budget() : agreed;
        return budget == null ? null : Ledger.open(budget, scenario, plan, prices);
    }

    private Path record(Playing playing, RunWriter writer) throws IOException, InterruptedException {
        Scenario scenario = playing.prepared().scenario();
        System.gc(); // what the preparation left is collected now, and not in the middle of the run
        Map<String, Map<String, String>> brokers = Brokers.told(scenario, keys, terminal::line);
        MachineProbe probe = new MachineProbe(playing.prepared().handles());
        QueueTally tally = new QueueTally();
        LoadResult result = load(playing, scenario, writer, tally);
        writer.machine(probe.use());
        writer.surroundings(new Surroundings(tally.counts(), playing.leftOut(), brokers));
        writer.truth(playing.prepared().emulation().truth());
        Ledger ledger = playing.ledger();
        return writer.close(writer.manifest()
                .ended(
                        Instant.now(wallClock),
                        status(result),
                        result.stops(),
                        ledger == null ? null : ledger.spending(result.waited())));
    }

    private static RunManifest.Status status(LoadResult result) {
        if (result.interrupted()) {
            return RunManifest.Status.INTERRUPTED;
        }
        return result.stops().isEmpty() ? RunManifest.Status.COMPLETE : RunManifest.Status.STOPPED;
    }

    private LoadResult load(Playing playing, Scenario scenario, RunWriter writer, QueueTally tally)
            throws InterruptedException {
        Judge judge = Judge.of(
                scenario.workload(),
                settings.storeBodies(),
                playing.prepared().models().help()::intentOf);
        Ledger ledger = playing.ledger();
        LoadEngine engine = new LoadEngine(judge::judge, ledger == null ? Purse.BOTTOMLESS : ledger);
        LoadProgress progress = new LoadProgress(
                playing.plan(), scenario.arms().stream().map(Arm::name).toList());
        Recorder recorder = new Recorder();
        SpendMeter spend = new SpendMeter(writer.manifest());
        Enough enough = new Enough(writer.manifest());
        playing.told().forEach(enough::accept);
        interruption.ends(engine::stop);
        try (LiveProgress _ = new LiveProgress(
                terminal,
                writer.manifest().arms(),
                progress,
                recorder,
                spend,
                playing.clock(),
                playing.outline().sendingNanos())) {
            return engine.run(
                    scenario,
                    playing.plan(),
                    new Providers(
                            scenario,
                            keys,
                            playing.prepared().models(),
                            tally,
                            playing.prepared().emulation().certificatePem()),
                    writer.and(recorder).and(spend).and(enough),
                    playing.clock(),
                    progress,
                    enough);
        }
    }

    private void requireKeys(Scenario scenario) {
        List<String> unusable = new ArrayList<>();
        for (Arm arm : scenario.arms()) {
            if (!arm.emulated()) {
                for (String variable : variables(arm.target())) {
                    UnusableKeyException.problem(variable, keys)
                            .ifPresent(problem ->
                                    unusable.add("arm %s wants its key in the environment variable %s, which %s"
                                            .formatted(arm.name(), variable, problem)));
                }
            }
        }
        if (!unusable.isEmpty()) {
            throw new UserError(String.join("\n", unusable)
                    + "\nset it, or rehearse without keys: add --emulated where the arms name a rehearsal profile");
        }
    }

    private static List<String> variables(Target target) {
        return switch (target) {
            case Target.Http http -> http.variables();
            case Target.NluHttp http -> http.variables();
            case Target.RedisQueue queue ->
                queue.passwordVariable() == null ? List.of() : List.of(queue.passwordVariable());
            case Target.LocalNlu _, Target.Started _, Target.PubSubQueue _ -> List.of();
            case Target.Hybrid hybrid -> hybrid.then().variables();
        };
    }

    /** An arm that gets no token would only collect refusals. */
    private void requireTokens(Scenario scenario) {
        List<String> refusals = new ArrayList<>();
        for (Arm arm : scenario.arms()) {
            if (!arm.emulated()
                    && arm.target() instanceof Target.Http http
                    && http.credential() instanceof Credential.Entra) {
                try (HttpProvider provider = HttpProvider.open(http, keys, 1)) {
                    provider.problem().ifPresent(problem -> refusals.add("arm %s: %s".formatted(arm.name(), problem)));
                }
            }
        }
        if (!refusals.isEmpty()) {
            throw new UserError(String.join("\n", refusals));
        }
    }
}
