package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.Credential;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;

class AwsSignerTest {
    private static final Clock THEN = Clock.fixed(Instant.parse("2026-07-24T12:36:00Z"), ZoneOffset.UTC);
    private static final Map<String, String> KEYS =
            Map.of("ID", "AKIDEXAMPLE", "SECRET", "wJalrXUtnFEMI-made-up", "TOKEN", "a-session-token");
    private static final byte[] BODY = "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8);

    /** Worked out anew from AWS's description of Signature Version 4, without its library. */
    @Test
    void theSignatureIsThatOfTheDescription() throws GeneralSecurityException {
        Request signed =
                signer(new Credential.Aws("ID", "SECRET", null, "eu-west-1")).sign(request(), BODY);
        String canonical = String.join(
                "\n",
                "POST",
                "/model/meta.llama3-70b-instruct-v1%253A0/converse",
                "",
                "host:bedrock-runtime.eu-west-1.amazonaws.com",
                "x-amz-content-sha256:" + sha256(BODY),
                "x-amz-date:20260724T123600Z",
                "",
                "host;x-amz-content-sha256;x-amz-date",
                sha256(BODY));
        String scope = "20260724/eu-west-1/bedrock/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n20260724T123600Z\n" + scope + "\n"
                + sha256(canonical.getBytes(StandardCharsets.UTF_8));
        byte[] key = "AWS4wJalrXUtnFEMI-made-up".getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        assertThat(signed.header("Authorization"))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" + scope
                        + ", SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                        + HexFormat.of().formatHex(hmac(key, toSign)));
        assertThat(signed.header("X-Amz-Date")).isEqualTo("20260724T123600Z");
        assertThat(signed.header("Accept")).isEqualTo("application/json");
    }

    @Test
    void aTemporaryKeySendsItsSessionTokenSigned() {
        Request signed =
                signer(new Credential.Aws("ID", "SECRET", "TOKEN", "eu-west-1")).sign(request(), BODY);
        assertThat(signed.header("X-Amz-Security-Token")).isEqualTo("a-session-token");
        assertThat(signed.header("Authorization")).contains("x-amz-security-token");
    }

    @Test
    void allSecretsAreKnownToBeHidden() {
        assertThat(signer(new Credential.Aws("ID", "SECRET", "TOKEN", "eu-west-1"))
                        .secrets())
                .containsExactlyInAnyOrderElementsOf(KEYS.values());
    }

    @Test
    void aMissingVariableIsNamed() {
        assertThatThrownBy(() -> signer(new Credential.Aws("ID", "ABSENT", null, "eu-west-1")))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("ABSENT");
    }

    private static AwsSigner signer(Credential.Aws credential) {
        return AwsSigner.of(credential, KEYS::get, THEN);
    }

    private static Request request() {
        return new Request.Builder()
                .url("https://bedrock-runtime.eu-west-1.amazonaws.com/model/meta.llama3-70b-instruct-v1%3A0/converse")
                .header("Accept", "application/json")
                .post(RequestBody.create(BODY, MediaType.get("application/json")))
                .build();
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
