package dev.taximeter.cli;

import dev.taximeter.model.Briefing;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Scenario;
import dev.taximeter.provider.http.TokenEstimator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many tokens a planned request may send at most; in a conversation every answer before may have its full length. */
final class LongestInput {
    private final Scenario scenario;
    private final int arm;
    private final TokenEstimator tokens;
    private final Map<List<Integer>, Long> known = new HashMap<>();

    LongestInput(Scenario scenario, int arm, TokenEstimator tokens) {
        this.scenario = scenario;
        this.arm = arm;
        this.tokens = tokens;
    }

    long tokens(PlannedRequest request) {
        return known.computeIfAbsent(List.of(request.level(), request.prompt()), _ -> counted(request));
    }

    private long counted(PlannedRequest request) {
        Briefing briefing = scenario.briefing(arm, request.level());
        List<Prompt> prompts = scenario.workload().prompts();
        long count = tokens.inputTokens(
                briefing.instructions().text(),
                briefing.examples(),
                prompts.get(request.prompt()).text());
        if (!scenario.workload().conversations().isEmpty()) {
            for (Prompt earlier : prompts.subList(request.prompt() - request.level(), request.prompt())) {
                count += tokens.inputTokens("", earlier.text())
                        + briefing.answer().maxOutputTokens();
            }
        }
        return count;
    }
}
