package dev.taximeter.cli;

import dev.taximeter.emulator.EmulatorConfig;
import dev.taximeter.emulator.EmulatorProcess;
import dev.taximeter.emulator.Mount;
import dev.taximeter.model.Arm;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Generation;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.model.TruthStamp;
import dev.taximeter.model.Workload;
import dev.taximeter.scenario.EntityAnswers;
import dev.taximeter.scenario.GenerationPrompts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The emulator of a run, if any arm is emulated: started with the run, ended with it. */
final class Emulation implements AutoCloseable {
    /** The variable that emulated arms name; it is never looked up in the environment, so that no real key is sent. */
    static final String KEY_VARIABLE = "TAXIMETER_EMULATED_KEY";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Scenario scenario;
    private final @Nullable EmulatorProcess process;
    private final @Nullable String certificatePem;

    private Emulation(Scenario scenario, @Nullable EmulatorProcess process, @Nullable String certificatePem) {
        this.scenario = scenario;
        this.process = process;
        this.certificatePem = certificatePem;
    }

    /** Starts the emulator when the scenario has an emulated arm. */
    static Emulation start(Scenario scenario) throws IOException, InterruptedException {
        List<Mount> mounts = new ArrayList<>();
        for (Arm arm : scenario.arms()) {
            Profile profile = arm.profile();
            if (profile != null) {
                String voice = arm.target() instanceof Target.Hybrid hybrid
                        ? hybrid.mixture().then()
                        : arm.name();
                mounts.add(new Mount(arm.name(), profile, null, voice));
            }
        }
        if (mounts.isEmpty()) {
            return new Emulation(scenario, null, null);
        }
        EmulatorProcess started = EmulatorProcess.start(config(scenario, mounts), ChildFlags.ofThisJvm(), START_LIMIT);
        List<Arm> arms = scenario.arms().stream()
                .map(arm -> arm.profile() != null ? redirected(arm, started.baseUri(arm.name())) : arm)
                .toList();
        boolean https =
                mounts.stream().anyMatch(mount -> mount.profile().serving().https());
        return new Emulation(scenario.withArms(arms), started, https ? started.certificatePem() : null);
    }

    /** The emulator's own certificate, to be trusted by emulated arms only; null when none is served over HTTPS. */
    @Nullable
    String certificatePem() {
        return certificatePem;
    }

    /** The scenario with its emulated arms pointed at the emulator. */
    Scenario scenario() {
        return scenario;
    }

    /** The emulator's process; empty when nothing is emulated. */
    Optional<ProcessHandle> handle() {
        return Optional.ofNullable(process).map(EmulatorProcess::handle);
    }

    /** What the emulator truly did; empty when nothing is emulated. */
    List<TruthStamp> truth() throws IOException, InterruptedException {
        return process == null ? List.of() : process.truth();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    private static EmulatorConfig config(Scenario scenario, List<Mount> mounts) {
        Workload workload = scenario.workload();
        Map<String, String> answers = new LinkedHashMap<>();
        for (Prompt prompt : workload.prompts()) {
            String expected = answer(workload, prompt);
            if (expected != null) {
                answers.put(prompt.text(), expected);
            }
        }
        List<String> labels = new ArrayList<>(workload.knowledge() == null ? workload.intents() : answers.values());
        labels.add(LabelledUtterance.OUT_OF_SCOPE);
        return new EmulatorConfig(scenario.seed(), mounts, answers, answers.isEmpty() ? List.of() : labels);
    }

    /** What a model says that is right; null when nobody knows. */
    private static @Nullable String answer(Workload workload, Prompt prompt) {
        Generation generation = workload.generation();
        Generation.Asked asked = generation == null ? null : generation.asked().get(prompt.id());
        if (generation != null && asked != null) {
            return GenerationPrompts.answer(generation, asked);
        }
        return workload.task() == Task.ENTITIES
                ? EntityAnswers.of(prompt.text(), prompt.entities())
                : prompt.expected();
    }

    private static Arm redirected(Arm arm, URI address) {
        return switch (arm.target()) {
            case Target.Http http -> arm.withTarget(redirected(http, address));
            case Target.Hybrid hybrid -> arm.withTarget(hybrid.then(redirected(hybrid.then(), address)));
            case Target.LocalNlu _, Target.Started _, Target.NluHttp _, Target.RedisQueue _, Target.PubSubQueue _ ->
                arm;
        };
    }

    private static Target.Http redirected(Target.Http http, URI address) {
        return http.at(address).with(madeUp(http.dialect()));
    }

    /** Proof of the kind that the dialect sends to its vendor. */
    private static Credential madeUp(Dialect dialect) {
        return dialect == Dialect.BEDROCK_CONVERSE
                ? new Credential.Aws(KEY_VARIABLE, KEY_VARIABLE, null, "us-east-1")
                : new Credential.Key(KEY_VARIABLE);
    }
}
