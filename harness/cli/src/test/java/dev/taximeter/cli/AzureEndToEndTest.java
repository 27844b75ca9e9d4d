package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.emulator.Emulator;
import dev.taximeter.emulator.EmulatorConfig;
import dev.taximeter.emulator.Mount;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.FilterMode;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Serving;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.http.HttpProvider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our client sees of the emulated Azure what changes the figures: its filter, spillover, its address for newer interfaces. */
final class AzureEndToEndTest {
    private static final Delay NOW = new Delay.Constant(0);

    @ParameterizedTest
    @CsvSource({"1,ASYNCHRONOUS", "30,BUFFERED"})
    void theFiltersModeIsRecordedOfEveryStream(int framesPerBurst, FilterMode mode) throws Exception {
        try (Emulator emulator = emulator(profile(Dialect.AZURE_DEPLOYMENT, framesPerBurst))) {
            Target.Http target = new Target.Http(
                    Dialect.AZURE_DEPLOYMENT,
                    emulator.baseUri("m"),
                    "m-1",
                    "m-1",
                    "2024-10-21",
                    new Credential.Key("KEY"));
            assertThat(call(target, true).facts().filterMode()).isEqualTo(mode);
            assertThat(call(target, false).facts().filterMode()).isNull();
        }
    }

    @Test
    void aSpilledCallIsRecordedWithTheDeploymentThatHadNoRoom() throws Exception {
        Serving.Spillover spillover = new Serving.Spillover("ptu", "standard", 1, OptionalDouble.empty(), NOW, NOW);
        Serving serving = new Serving(
                List.of(), List.of(), 0, OptionalInt.empty(), null, null, null, null, false, spillover, 0, null);
        try (Emulator emulator = emulator(profile(Dialect.AZURE_V1, 1).withServing(serving))) {
            Target.Http target = new Target.Http(
                    Dialect.AZURE_V1, emulator.baseUri("m"), "m-1", "m-1", null, new Credential.Key("KEY"));
            assertThat(call(target, true).facts().spilledFrom()).isEqualTo("ptu");
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENAI_RESPONSES,true", "OPENAI_RESPONSES,false", "OPENAI_EMBEDDINGS,false"})
    void openAisNewerInterfacesAreFoundUnderAzuresAddressWithItsKey(Dialect dialect, boolean stream) throws Exception {
        try (Emulator emulator = emulator(profile(dialect, 1))) {
            Target.Http target = new Target.Http(
                    dialect,
                    URI.create("http://127.0.0.1:" + emulator.port() + "/m/openai/v1"),
                    "m-1",
                    null,
                    null,
                    Credential.NONE,
                    Map.of(),
                    Target.Http.NO_FIELDS,
                    List.of(new Target.SecretHeader("api-key", "KEY", "")));
            Attempt attempt = call(target, stream);
            assertThat(attempt.outcome().isOk())
                    .as(attempt.outcome().toString())
                    .isTrue();
            assertThat(attempt.usage().estimated()).isFalse();
        }
    }

    private static Attempt call(Target.Http target, boolean stream) {
        try (HttpProvider provider = HttpProvider.open(target, variable -> "made-up", 1)) {
            Call call = new Call(
                    0, "Be brief.", new Prompt("p", "tell me", null), 40, stream, 60_000_000_000L, 60_000_000_000L);
            return provider.call(call, new RunClock(NanoClock.system(), 0)).attempt();
        }
    }

    private static Emulator emulator(Profile profile) throws Exception {
        return Emulator.start(new EmulatorConfig(1, List.of(new Mount("m", profile)), Map.of(), List.of()), 0);
    }

    private static Profile profile(Dialect dialect, int framesPerBurst) {
        return new Profile(
                "azure",
                dialect,
                "a vendor for tests",
                "assumption: none",
                NOW,
                NOW,
                1,
                framesPerBurst,
                1,
                "One two three.");
    }
}
