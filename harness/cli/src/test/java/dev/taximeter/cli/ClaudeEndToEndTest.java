package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.emulator.Emulator;
import dev.taximeter.emulator.EmulatorConfig;
import dev.taximeter.emulator.Mount;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonFaults;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Serving;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.http.HttpProvider;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client reads right what only the emulated Claude does. */
final class ClaudeEndToEndTest {
    private static final Delay NOW = new Delay.Constant(0);
    private static final int THOUGHT_TOKENS = 6;
    private static final Profile PLAIN = new Profile(
            "claude",
            Dialect.ANTHROPIC_MESSAGES,
            "a vendor for tests",
            "assumption: none",
            NOW,
            NOW,
            1,
            1,
            1,
            "One two three.");

    @Test
    void usageThatIsToldInStepsIsCountedOnce() throws Exception {
        Attempt inSteps = call(always(InjectedFault.USAGE_IN_STEPS), Target.Http.NO_FIELDS);
        assertThat(inSteps.outcome().isOk()).isTrue();
        assertThat(inSteps.usage()).isEqualTo(call(PLAIN, Target.Http.NO_FIELDS).usage());
        assertThat(inSteps.usage().estimated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"summarized", "omitted"})
    void aSignatureAloneIsNoThought(String display) throws Exception {
        Serving thinking = new Serving(
                List.of(),
                List.of(),
                0,
                OptionalInt.empty(),
                null,
                null,
                null,
                new Serving.Reasoning(THOUGHT_TOKENS, NOW),
                false);
        String fields = "{\"thinking\":{\"type\":\"adaptive\",\"display\":\"%s\"}}".formatted(display);
        Attempt attempt = call(PLAIN.withServing(thinking), fields);
        assertThat(attempt.firstReasoningNanos().isPresent()).isEqualTo(display.equals("summarized"));
        assertThat(attempt.chunks().isEmpty()).isFalse();
        assertThat(attempt.usage().reasoningTokens()).isEqualTo(THOUGHT_TOKENS);
    }

    @Test
    void aSpendLimitIsNoWrongRequest() throws Exception {
        Outcome outcome =
                call(always(InjectedFault.SPEND_LIMIT), Target.Http.NO_FIELDS).outcome();
        assertThat(outcome.httpStatus()).hasValue(400);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.QUOTA_EXHAUSTED);
    }

    private static Profile always(InjectedFault fault) {
        return PLAIN.withFaults(Map.of(fault, 1.0), JsonFaults.NONE);
    }

    private static Attempt call(Profile profile, String bodyFields) throws Exception {
        EmulatorConfig config = new EmulatorConfig(1, List.of(new Mount("m", profile)), Map.of(), List.of());
        try (Emulator emulator = Emulator.start(config, 0)) {
            Target.Http target = new Target.Http(
                    Dialect.ANTHROPIC_MESSAGES,
                    emulator.baseUri("m"),
                    "m-1",
                    null,
                    null,
                    new Credential.Key("KEY"),
                    Map.of(),
                    bodyFields);
            try (HttpProvider provider = HttpProvider.open(target, variable -> "made-up", 1)) {
                Prompt prompt = new Prompt("p", "tell me", null);
                Call call = new Call(0, "Be brief.", prompt, 40, true, 60_000_000_000L, 60_000_000_000L);
                return provider.call(call, new RunClock(NanoClock.system(), 0)).attempt();
            }
        }
    }
}
