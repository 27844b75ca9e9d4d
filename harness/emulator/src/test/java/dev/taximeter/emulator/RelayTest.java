package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import dev.taximeter.model.TruthStamp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway in front of a vendor: what comes through it, and what the stamps say. */
final class RelayTest {
    private static final long HOLD_NANOS = 5_000_000;
    private static final String ASK = Client.withUsage(Client.ask("tell me", 12, true));
    private static final Wire OPENAI = Wire.of(Dialect.OPENAI_CHAT, null, new Tokens(), new Seed(1));

    private final Client client = new Client();
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        List<Mount> mounts = new ArrayList<>();
        Delay anHour = new Delay.Constant(3_600_000_000_000L);
        mounts.add(new Mount("endless", behind(Profiles.of(Dialect.OPENAI_CHAT, Profiles.NOW, anHour, 1, 1))));
        mounts.add(new Mount("direct", Profiles.of(Dialect.OPENAI_CHAT)));
        for (Dialect dialect : Dialect.values()) {
            mounts.add(new Mount(dialect.name(), behind(Profiles.of(dialect))));
        }
        for (InjectedFault fault : InjectedFault.values()) {
            mounts.add(new Mount(fault.id(), behind(Profiles.always(Dialect.OPENAI_CHAT, fault))));
        }
        emulator = Emulator.start(Profiles.config(mounts.toArray(Mount[]::new)), 0);
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void aStreamComesThroughAsItIsWithTheGatewaysHeaders() throws Exception {
        HttpResponse<String> direct = client.openAi(emulator.baseUri("direct"), ASK);
        HttpResponse<String> relayed = client.openAi(emulator.baseUri("OPENAI_CHAT"), ASK);
        assertThat(withoutIds(relayed.body())).isEqualTo(withoutIds(direct.body()));
        assertThat(relayed.headers().firstValue(Relay.ID)).isPresent();
        assertThat(relayed.headers().firstValue("via")).hasValue("1.1 emulated-gateway");
        assertThat(direct.headers().firstValue(Relay.ID)).isEmpty();
    }

    @Test
    void nothingIsHeldBackUntilTheEnd() throws Exception {
        RawCall call = call("endless", text -> text.contains("\"content\":\"Na"));
        assertThat(call.body()).contains("\"content\":\"Na").doesNotContain("[DONE]");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyDialectGoesThroughWithOneStampOfTheVendorsAndTheGatewaysTruth(Dialect dialect) throws Exception {
        Wire wire = Wire.of(dialect, null, new Tokens(), new Seed(1));
        RawCall call = RawCall.of(emulator, dialect.name(), wire, wire.sampleBody(true));
        assertThat(call.status()).isEqualTo(200);
        TruthStamp stamp = firstStamps().getFirst();
        assertThat(firstStamps()).hasSize(1);
        assertThat(call.text()).contains(stamp.requestId());
        assertThat(stamp.clientRequestId()).isEqualTo("mine");
        assertThat(stamp.expected()).isEqualTo(Outcome.Kind.OK);
        assertThat(stamp.frameNanos().size()).isPositive();
        assertThat(stamp.frameNanos().firstNanos() - stamp.receivedNanos()).isGreaterThanOrEqualTo(HOLD_NANOS);
        assertThat(stamp.doneNanos()).isGreaterThanOrEqualTo(stamp.frameNanos().lastNanos());
    }

    @Test
    void aStampHasEveryContentFrame() throws Exception {
        HttpResponse<String> answer = client.openAi(emulator.baseUri("OPENAI_CHAT"), ASK);
        long frames = answer.body()
                .lines()
                .filter(line -> line.contains("\"content\":\"") && !line.contains("\"content\":\"\""))
                .count();
        assertThat(emulator.truth().getFirst().frameNanos().size()).isEqualTo((int) frames);
    }

    @Test
    void aConnectionServesOneRequestAfterAnother() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(client.openAi(emulator.baseUri("OPENAI_CHAT"), ASK).statusCode())
                    .isEqualTo(200);
        }
        assertThat(emulator.truth()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED,429,rate_limit_exceeded",
        "SERVER_ERROR,500,server_error",
        "HTML_502,502,<h1>502 Bad Gateway</h1>",
        "UNAUTHORISED,401,invalid_api_key",
        "PROMPT_FILTERED,400,content_filter"
    })
    void anErrorComesThroughWithItsStatusAndWords(InjectedFault fault, int status, String words) throws Exception {
        RawCall call = call(fault.id(), text -> false);
        assertThat(call.status()).isEqualTo(status);
        assertThat(call.text()).contains(words);
        TruthStamp stamp = firstStamps().getFirst();
        assertThat(stamp.fault()).isEqualTo(fault);
        assertThat(stamp.expected()).isEqualTo(fault.expected(true));
        assertThat(stamp.frameNanos().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = InjectedFault.class,
            names = {"RESET_BEFORE_HEADERS", "RESET_MID_STREAM"})
    void aResetByTheVendorIsAResetByTheGateway(InjectedFault fault) throws Exception {
        RawCall call = call(fault.id(), text -> false);
        assertThat(call.reset()).isTrue();
        assertThat(firstStamps().getFirst().expected()).isEqualTo(Outcome.Kind.RESET);
    }

    @Test
    void aHangUpByTheVendorIsAHangUpByTheGateway() throws Exception {
        RawCall call = call(InjectedFault.HANG_UP.id(), text -> false);
        assertThat(call.reset()).isFalse();
        assertThat(call.ended()).isFalse();
        assertThat(call.body()).contains("\"content\":\"Na").doesNotContain("[DONE]");
        assertThat(firstStamps().getFirst().expected()).isEqualTo(Outcome.Kind.TRUNCATED);
    }

    @Test
    void aClientThatLeavesTakesTheGatewayWithItFromTheVendor() throws Exception {
        RawCall _ = call("endless", text -> text.contains("\"content\":\"Na"));
        TruthStamp stamp = firstStamps().getFirst();
        assertThat(stamp.expected()).isNull();
        assertThat(stamp.frameNanos().size()).isEqualTo(1);
    }

    @Test
    void nobodyPassesForAGateway() throws Exception {
        HttpResponse<String> answer = client.openAi(emulator.baseUri("OPENAI_CHAT"), ASK);
        String name = answer.headers().firstValue(Relay.ID).orElseThrow();
        HttpResponse<String> again =
                client.send(HttpRequest.newBuilder(URI.create(emulator.baseUri("OPENAI_CHAT") + "/chat/completions"))
                        .header("Authorization", "Bearer made-up")
                        .header(Relay.HEADER, name)
                        .POST(HttpRequest.BodyPublishers.ofString(ASK)));
        assertThat(again.headers().firstValue(Relay.ID)).isPresent().isNotEqualTo(Optional.of(name));
    }

    private RawCall call(String mount, Predicate<String> enough) throws Exception {
        return RawCall.of(emulator, mount, OPENAI, ASK, enough);
    }

    /** The server hears a moment later that a client has left. */
    private List<TruthStamp> firstStamps() throws InterruptedException {
        List<TruthStamp> stamps = emulator.truth();
        while (stamps.isEmpty()) {
            stamps = emulator.truth();
        }
        return stamps;
    }

    private static Profile behind(Profile profile) {
        return profile.withServing(profile.serving().behind(new Serving.Gateway(new Delay.Constant(HOLD_NANOS))));
    }

    /** Each mount has ids and padding of its own. */
    private static String withoutIds(String body) {
        return body.replaceAll("\"(id|system_fingerprint|obfuscation)\":\"[^\"]*\"", "");
    }
}
