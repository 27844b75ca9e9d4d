package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

final class TlsTest {
    private static final Profile SECURE = Profiles.of(Dialect.OPENAI_CHAT)
            .withServing(new Serving(List.of(), List.of(), 0, OptionalInt.empty(), null, null, null, null, true));

    @Test
    void thePortSpeaksTlsToThoseWhoTrustItsCertificate() throws Exception {
        try (Emulator emulator = Emulator.start(
                        Profiles.config(
                                new Mount("secure", SECURE), new Mount("plain", Profiles.of(Dialect.OPENAI_CHAT))),
                        0);
                HttpClient trusting = HttpClient.newBuilder()
                        .sslContext(trusting(emulator.certificatePem()))
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            URI secure = emulator.baseUri("secure");
            assertThat(secure.getScheme()).isEqualTo("https");
            assertThat(send(trusting, secure).body())
                    .contains("\"content\":\"Na")
                    .endsWith("data: [DONE]\n\n");
            URI plain = emulator.baseUri("plain");
            assertThat(plain.getScheme()).isEqualTo("http");
            assertThat(send(trusting, plain).statusCode()).isEqualTo(200);
            assertThat(emulator.truth())
                    .hasSize(2)
                    .allSatisfy(stamp -> assertThat(stamp.frameNanos().size()).isGreaterThan(1));
        }
    }

    @Test
    void whoDoesNotTrustItHearsNothing() throws Exception {
        try (Emulator emulator = Emulator.start(Profiles.config(new Mount("secure", SECURE)), 0);
                HttpClient wary = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> send(wary, emulator.baseUri("secure"))).isInstanceOf(SSLHandshakeException.class);
            assertThat(emulator.truth()).isEmpty();
        }
    }

    @Test
    void everyEmulatorHasACertificateOfItsOwn() throws Exception {
        EmulatorConfig config = Profiles.config(new Mount("secure", SECURE));
        try (Emulator one = Emulator.start(config, 0);
                Emulator other = Emulator.start(config, 0)) {
            assertThat(one.certificatePem()).isEqualTo(one.certificatePem()).isNotEqualTo(other.certificatePem());
        }
    }

    private static HttpResponse<String> send(HttpClient client, URI base) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                        .header("Authorization", "Bearer made-up")
                        .POST(HttpRequest.BodyPublishers.ofString(Client.ask("tell me", 6, true)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static SSLContext trusting(String pem) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "emulator",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
