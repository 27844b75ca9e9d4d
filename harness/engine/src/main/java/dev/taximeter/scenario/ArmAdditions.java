package dev.taximeter.scenario;

import dev.taximeter.model.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an arm adds to each request: {@code headers} and {@code body}, e.g. for a gateway.
 *
 * @param headers whose values are no secrets
 * @param secretHeaders whose values are
 * @param bodyFields a JSON object, as text
 */
record ArmAdditions(Map<String, String> headers, List<Target.SecretHeader> secretHeaders, String bodyFields) {
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E]{1,1000}");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final String BY_VARIABLE = "{ env: NAME_OF_A_VARIABLE }, also with scheme: Bearer";

    /** Headers whose value is a secret by their name. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(auth|authorization|api-?key|token|secret|password|cookie|credential)s?");

    /** Headers by which a connection and a body are read; another value would break both. */
    private static final Set<String> OURS = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Fields by which the meter works; the scenario has keys of its own for them. */
    private static final Set<String> MEASURED =
            Set.of("contents", "input", "inputs", "messages", "model", "prompt", "stream");

    /** Shown in no message: it may be a secret. */
    private static final Kind<String> HEADER_VALUE = new Kind<>("a short text, or " + BY_VARIABLE, false, scalar -> {
        String text = scalar.getValue();
        if (Secrets.isLikelyKey(text) && text.length() >= 20 && !text.contains(".")) {
            throw new Kind.Misfit(Secrets.REFUSAL);
        }
        if (!VALUE.matcher(text).matches()) {
            throw new Kind.Misfit("this header's value is blank, too long or not of printable ASCII (not shown)");
        }
        return text;
    });

    static ArmAdditions read(YamlMap arm) {
        Map<String, String> headers = new LinkedHashMap<>();
        List<Target.SecretHeader> secrets = new ArrayList<>();
        YamlMap map = arm.optionalOpen("headers");
        if (map != null) {
            map.keys().forEach(name -> header(map, name, headers, secrets));
        }
        return new ArmAdditions(headers, secrets, body(arm));
    }

    boolean hasSecrets() {
        return !secretHeaders.isEmpty();
    }

    private static void header(
            YamlMap map, String name, Map<String, String> headers, List<Target.SecretHeader> secrets) {
        if (!HEADER_NAME.matcher(name).matches()) {
            map.reportKey(name, YamlMap.show(name) + " cannot be a header's name", "letters, digits and dashes", null);
        } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            map.reportKey(name, "the header '%s' is the meter's own".formatted(name), "another header", null);
        } else if (map.isMap(name)) {
            YamlMap secret = map.optionalMap(name, Sections.SECRET_HEADER);
            String variable = secret == null ? null : secret.required("env", Kinds.VARIABLE_NAME);
            String scheme = secret == null ? null : secret.optional("scheme", Kinds.shaped("Bearer", SCHEME), "");
            if (variable != null && scheme != null) {
                secrets.add(new Target.SecretHeader(name, variable, scheme));
            }
        } else if (SECRET_NAME.matcher(name).matches()) {
            map.reportUnseen(name, "the header '%s' holds a secret (not shown)".formatted(name), BY_VARIABLE);
        } else {
            String value = map.optional(name, HEADER_VALUE);
            if (value != null) {
                headers.put(name, value);
            }
        }
    }

    private static String body(YamlMap arm) {
        YamlMap map = arm.optionalOpen("body");
        if (map == null) {
            return Target.Http.NO_FIELDS;
        }
        for (String field : map.keys()) {
            if (MEASURED.contains(field)) {
                map.reportKey(field, "the field '%s' is the meter's own".formatted(field), "another field", null);
            }
        }
        return map.json();
    }
}
