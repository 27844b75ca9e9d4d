package dev.taximeter.cli;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Briefing;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Knowledge;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Scenario;
import dev.taximeter.provider.http.TokenEstimator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many tokens a planned request is estimated to send; in a conversation every answer before has its full length. The
 * estimate is a tokenizer's, which knows the texts, not what a vendor makes of them; {@link #most} leaves room for that.
 */
final class LongestInput {
    /** Vendors whose vocabulary the tokenizer has: room for what they put around the texts. */
    private static final double KNOWN_VOCABULARY = 1.1;
    /** Others cut the same text into more pieces: for Claude and Llama, a third more is usual. */
    private static final double OTHER_VOCABULARY = 1.5;
    /** The cache-busting word, and what vendors add to every request. */
    private static final int EACH_REQUEST = 64;

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

    /** A number that the true one is not above, as far as anybody can tell before sending. */
    long most(PlannedRequest request) {
        String vendor = scenario.arms().get(arm).target().vendor();
        boolean known = vendor.equals(Dialect.OPENAI_CHAT.vendor()) || vendor.equals(Dialect.AZURE_V1.vendor());
        return (long) Math.ceil(tokens(request) * (known ? KNOWN_VOCABULARY : OTHER_VOCABULARY)) + EACH_REQUEST;
    }

    private long counted(PlannedRequest request) {
        Briefing briefing = scenario.briefing(arm, request.level());
        List<Prompt> prompts = scenario.workload().prompts();
        long count = tokens.inputTokens(
                briefing.instructions().text(),
                briefing.examples(),
                prompts.get(request.prompt()).text());
        count += switch (briefing.answer().format()) {
            case AnswerFormat.JsonSchema json -> tokens.tokens(json.schema());
            case AnswerFormat.ToolCall tool -> tokens.tokens(tool.schema());
            case AnswerFormat.Text _, AnswerFormat.JsonObject _ -> 0;
        };
        Knowledge knowledge = scenario.workload().knowledge();
        if (knowledge != null) {
            count += knowledge.retrieved()
                    * knowledge.passages().stream()
                            .mapToLong(tokens::tokens)
                            .max()
                            .orElse(0);
        }
        if (!scenario.workload().conversations().isEmpty()) {
            for (Prompt earlier : prompts.subList(request.prompt() - request.level(), request.prompt())) {
                count += tokens.inputTokens("", earlier.text())
                        + briefing.answer().maxOutputTokens();
            }
        }
        return count;
    }
}
