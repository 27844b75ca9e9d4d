package dev.taximeter.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to know, and how it is to be found out. Read from one YAML file and valid once it exists.
 *
 * @param name the file's name without its ending
 * @param question the question in the user's words; empty when none was given
 * @param arms what is compared, at least one; the first is the one the others are compared with
 * @param workload what is sent
 * @param load how it is offered
 * @param seed of every random draw of the plan
 * @param pricesAsOf date of the prices; null for the day of the run
 * @param sweep what takes several values within the run; the turn, for conversations; null when nothing does
 * @param objectives what every arm has to keep; usually empty
 * @param budget what a run may cost; null when nothing limits it
 * @param text the file, verbatim
 */
public record Scenario(
        String name,
        String question,
        List<Arm> arms,
        Workload workload,
        Load load,
        long seed,
        @Nullable LocalDate pricesAsOf,
        @Nullable Sweep sweep,
        List<Objective> objectives,
        @Nullable Budget budget,
        String text) {
    public Scenario {
        arms = List.copyOf(arms);
        objectives = List.copyOf(objectives);
    }

    /** A scenario without objectives and budget. */
    public Scenario(
            String name,
            String question,
            List<Arm> arms,
            Workload workload,
            Load load,
            long seed,
            @Nullable LocalDate pricesAsOf,
            @Nullable Sweep sweep,
            String text) {
        this(name, question, arms, workload, load, seed, pricesAsOf, sweep, List.of(), null, text);
    }

    /** A scenario without objectives, in which nothing is varied. */
    public Scenario(
            String name,
            String question,
            List<Arm> arms,
            Workload workload,
            Load load,
            long seed,
            @Nullable LocalDate pricesAsOf,
            String text) {
        this(name, question, arms, workload, load, seed, pricesAsOf, null, List.of(), null, text);
    }

    /** How many levels a plan has to draw, at least 1; turns of a conversation are not drawn. */
    public int levels() {
        return sweep == null || sweep.quantity() == Sweep.Quantity.TURN
                ? 1
                : sweep.values().size();
    }

    /** How the workload is offered at this level. */
    public LoadModel loadModel(int level) {
        if (sweep == null) {
            return load.model();
        }
        double value = sweep.values().get(level);
        return switch (sweep.quantity()) {
            case RATE, USERS -> load.model().swept(value);
            case INPUT_TOKENS, OUTPUT_TOKENS, SHOTS, TURN -> load.model();
        };
    }

    /** What surrounds this arm's prompts at this level. */
    public Briefing briefing(int arm, int level) {
        Adaptation own = arms.get(arm).adaptation();
        Instructions instructions = own.instructions() == null ? workload.instructions() : own.instructions();
        int shots = own.shots().orElse(workload.fewShot().shots());
        JsonShape json = workload.json();
        AnswerShape answer = own.form() == null || json == null
                ? workload.answer()
                : workload.answer().in(json.in(own.form()));
        if (sweep != null) {
            switch (sweep.quantity()) {
                case SHOTS -> shots = sweep.count(level);
                case OUTPUT_TOKENS -> answer = answer.limitedTo(sweep.count(level));
                case INPUT_TOKENS, RATE, USERS, TURN -> {}
            }
        }
        return new Briefing(instructions, workload.fewShot().first(shots), answer);
    }

    /** The arm of this name, or empty. */
    public Optional<Arm> arm(String armName) {
        return arms.stream().filter(arm -> arm.name().equals(armName)).findFirst();
    }

    /** The same scenario, asking something else. */
    public Scenario withWorkload(Workload newWorkload) {
        return new Scenario(name, question, arms, newWorkload, load, seed, pricesAsOf, sweep, objectives, budget, text);
    }

    /** The same scenario, offered in another way. */
    public Scenario offered(LoadModel model) {
        return new Scenario(
                name, question, arms, workload, load.with(model), seed, pricesAsOf, sweep, objectives, budget, text);
    }

    /** The same scenario with other arms, e.g. with emulated ones. */
    public Scenario withArms(List<Arm> newArms) {
        return new Scenario(name, question, newArms, workload, load, seed, pricesAsOf, sweep, objectives, budget, text);
    }
}
