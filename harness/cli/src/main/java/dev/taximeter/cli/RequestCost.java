package dev.taximeter.cli;

import dev.taximeter.cost.ArmCost;
import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.provider.http.TokenEstimator;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one call of one arm is expected to cost, and the most that it can cost. Requests of equal texts are counted once. */
final class RequestCost {
    private final Scenario scenario;
    private final int arm;
    private final PriceQuote quote;
    private final TokenEstimator tokens;
    private final LongestInput input;
    private final int choices;
    private final ServiceTier asked;
    private final Map<List<Integer>, Range> known = new HashMap<>();

    /**
     * Both in the price's currency.
     *
     * @param expected cost of a call that goes well
     * @param most cost of any call
     */
    record Range(BigDecimal expected, BigDecimal most) {}

    RequestCost(Scenario scenario, int arm, Target.Http target, PriceQuote quote) {
        this.scenario = scenario;
        this.arm = arm;
        this.quote = quote;
        this.tokens = TokenEstimator.forModel(target.model());
        this.input = new LongestInput(scenario, arm, tokens);
        JsonNode body = JsonMapper.shared().readTree(target.bodyFields());
        this.choices = choices(body);
        this.asked = ServiceTier.of(body.path("service_tier").asString(null)).orElse(ServiceTier.STANDARD);
    }

    /** Needs a price by the token. */
    Range of(PlannedRequest request) {
        return known.computeIfAbsent(List.of(request.level(), request.prompt()), _ -> counted(request));
    }

    private Range counted(PlannedRequest request) {
        AnswerShape answer = scenario.briefing(arm, request.level()).answer();
        long longest = (long) answer.maxOutputTokens() * choices;
        return new Range(
                ArmCost.plain(quote, asked, input.tokens(request), expectedAnswer(request, answer) * choices),
                ArmCost.worstCasePerRequest(quote, asked, input.most(request), longest));
    }

    /** An intent has the length of its name; of other answers nobody knows, and half of their limit is assumed. */
    private long expectedAnswer(PlannedRequest request, AnswerShape answer) {
        long most = answer.maxOutputTokens();
        String label = scenario.workload().prompts().get(request.prompt()).expected();
        if (answer.exactLength()) {
            return most;
        }
        return switch (scenario.workload().task()) {
            case EMBED, CLARITY -> 0;
            case INTENT -> label == null ? (most + 1) / 2 : Math.min(most, tokens.tokens(label) + 1);
            case CHAT, COMPLETION, CONVERSATION, ENTITIES, GENERATE, KNOWLEDGE, JSON -> (most + 1) / 2;
        };
    }

    /** An arm's body fields may ask for several answers to one question; all are billed. */
    private static int choices(JsonNode body) {
        return Math.max(
                1, Math.max(body.path("n").asInt(1), body.path("best_of").asInt(1)));
    }

    /** Whether answers have the length that the task says, and no assumption is made on them. */
    static boolean lengthAssumed(Scenario scenario) {
        return !scenario.workload().answer().exactLength()
                && scenario.workload().task() != Task.INTENT
                && !scenario.workload().task().embeds();
    }
}
