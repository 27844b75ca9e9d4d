package dev.taximeter.provider.http;

import dev.taximeter.model.Credential;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import okhttp3.Request;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs requests as AWS wants it (Signature Version 4). A signature holds for some minutes only. Thread-safe. */
final class AwsSigner {
    private static final String SERVICE = "bedrock";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final AwsCredentialsIdentity identity;
    private final String region;
    private final Clock clock;
    private final List<String> secrets;

    private AwsSigner(AwsCredentialsIdentity identity, String region, Clock clock, List<String> secrets) {
        this.identity = identity;
        this.region = region;
        this.clock = clock;
        this.secrets = List.copyOf(secrets);
    }

    /**
     * Reads the secrets; sends nothing.
     *
     * @throws UnusableKeyException when one is missing or cannot be sent
     */
    static AwsSigner of(Credential.Aws credential, KeyLookup keys, Clock clock) {
        String id = UnusableKeyException.requireUsable(credential.accessKeyVariable(), keys);
        String secret = UnusableKeyException.requireUsable(credential.secretKeyVariable(), keys);
        String sessionVariable = credential.sessionTokenVariable();
        if (sessionVariable == null) {
            return new AwsSigner(
                    AwsCredentialsIdentity.create(id, secret), credential.region(), clock, List.of(secret, id));
        }
        String token = UnusableKeyException.requireUsable(sessionVariable, keys);
        return new AwsSigner(
                AwsSessionCredentialsIdentity.create(id, secret, token),
                credential.region(),
                clock,
                List.of(token, secret, id));
    }

    /** What must never be shown. */
    List<String> secrets() {
        return secrets;
    }

    /** The request with its signature; date, address and body are signed. */
    @SuppressWarnings("ArrayParameter") // read only
    Request sign(Request request, byte[] body) {
        URI address = request.url().uri();
        SdkHttpRequest plain =
                SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(address).build();
        SignedRequest signed = signer.sign(sign -> sign.identity(identity)
                .request(plain)
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        Request.Builder all = request.newBuilder();
        signed.request().forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                values.forEach(value -> all.header(name, value));
            }
        });
        return all.build();
    }
}
