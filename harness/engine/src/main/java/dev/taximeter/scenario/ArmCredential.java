package dev.taximeter.scenario;

import dev.taximeter.model.Credential;
import java.net.URI;

/** Reads how an arm proves who it is: {@code key} or {@code entra}. */
final class ArmCredential {
    private static final URI AUTHORITY = URI.create("https://login.microsoftonline.com");
    private static final String SCOPE = "https://cognitiveservices.azure.com/.default";
    private static final Kind<String> SCOPE_KIND = Kinds.line("a scope such as " + SCOPE, 200);

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
                entra.optional("authority", Endpoints.ENDPOINT, AUTHORITY),
                entra.optional("scope", SCOPE_KIND, SCOPE),
                entra.optional("tenant", Kinds.VARIABLE_NAME, "AZURE_TENANT_ID"),
                entra.optional("client", Kinds.VARIABLE_NAME, "AZURE_CLIENT_ID"),
                entra.optional("secret", Kinds.VARIABLE_NAME, "AZURE_CLIENT_SECRET"));
    }
}
