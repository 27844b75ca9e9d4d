package dev.taximeter.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Profile;
import org.junit.jupiter.api.Test;

/** The shipped pair of profiles that shows what a gateway adds. */
final class GatewayProfilesTest {
    @Test
    void theWayThroughTheGatewayDiffersFromTheDirectOneByTheGatewayAlone() throws Exception {
        Profile direct = ProfileLoader.load(Fixtures.shipped().resolve("profiles/openai-gpt-4o-mini-direct.yaml"));
        Profile gateway = ProfileLoader.load(Fixtures.shipped().resolve("profiles/openai-gpt-4o-mini-gateway.yaml"));
        assertThat(direct.serving().gateway()).isNull();
        assertThat(gateway.serving().gateway()).isNotNull();
        assertThat(gateway)
                .isEqualTo(new Profile(
                        gateway.name(),
                        direct.dialect(),
                        gateway.description(),
                        gateway.source(),
                        direct.ttft(),
                        direct.gap(),
                        direct.tokensPerFrame(),
                        direct.framesPerBurst(),
                        direct.accuracyRatio(),
                        direct.reply(),
                        direct.serving().behind(gateway.serving().gateway()),
                        direct.faultRatios(),
                        direct.jsonFaults()));
    }
}
