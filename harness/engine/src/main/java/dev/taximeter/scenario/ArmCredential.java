package dev.taximeter.scenario;

import dev.taximeter.model.Credential;
import java.net.URI;

/** Reads how an arm proves who it is: {@code key}, {@code entra} or {@code aws}. */
final class ArmCredential {
    private static final URI AUTHORITY = URI.create("https://login.microsoftonline.com");
    private static final String SCOPE = "https://cognitiveservices.azure.com/.default";
    private static final Kind<String> SCOPE_KIND = Kinds.line("a scope such as " + SCOPE, 200);

    private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";

    private ArmCredential() {}

    /** The credential; none when the arm names none or a problem was reported. */
    static Credential read(YamlMap arm) {
        String key = arm.optional("key", Kinds.VARIABLE_NAME);
        if (!arm.has("entra")) {
            return key == null ? Credential.NONE : new Credential.Key(key);
        }
        if (arm.has("key")) {
            arm.reportKey("entra", "'entra' is there beside 'key'", "one of the two", null);
        }
        YamlMap entra = arm.optionalMap("entra", Sections.ENTRA);
        if (entra == null) {
            return Credential.NONE;
        }
        return new Credential.Entra(
                entra.optional("authority", Endpoints.SAFE_ENDPOINT, AUTHORITY),
                entra.optional("scope", SCOPE_KIND, SCOPE),
                entra.optional("tenant", Kinds.VARIABLE_NAME, "AZURE_TENANT_ID"),
                entra.optional("client", Kinds.VARIABLE_NAME, "AZURE_CLIENT_ID"),
                entra.optional("secret", Kinds.VARIABLE_NAME, "AZURE_CLIENT_SECRET"));
    }

    /** AWS's, which need not be named: a Bedrock key, or the variables that AWS's own tools read. */
    static Credential aws(YamlMap arm, String region) {
        String key = arm.optional("key", Kinds.VARIABLE_NAME);
        if (key != null) {
            if (arm.has("aws")) {
                arm.reportKey("aws", "'aws' is there beside 'key'", "one of the two", null);
            }
            return new Credential.Key(key);
        }
        YamlMap aws = arm.optionalMap("aws", Sections.AWS);
        if (aws == null) {
            return new Credential.Aws(ACCESS_KEY, SECRET_KEY, null, region);
        }
        return new Credential.Aws(
                aws.optional("accessKey", Kinds.VARIABLE_NAME, ACCESS_KEY),
                aws.optional("secretKey", Kinds.VARIABLE_NAME, SECRET_KEY),
                aws.optional("sessionToken", Kinds.VARIABLE_NAME),
                region);
    }
}
