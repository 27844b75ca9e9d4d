package dev.taximeter.cli;

import dev.taximeter.scenario.ScenarioException;

/** Turns the mistakes of a file into one message. */
final class Mistakes {
    private Mistakes() {}

    static UserError in(ScenarioException mistakes) {
        int count = mistakes.problems().size();
        return new UserError(
                (count == 1 ? "1 problem\n\n" : count + " problems\n\n") + mistakes.getMessage(), mistakes);
    }
}
