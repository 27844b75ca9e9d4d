package dev.taximeter.emulator;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is signed in AWS's form (Signature Version 4). The secret is not known here, so the signature itself
 * is not worked out; that its parts fit together, and that the body is the one that was signed, is checked.
 */
final class AwsSignature {
    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/ ]+)/(\\d{8})/([a-z0-9-]+)/bedrock/aws4_request, "
                    + "SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}");
    /** AWS's ids of keys; a made-up one looks otherwise. */
    private static final Pattern REAL_KEY = Pattern.compile("A[KS]IA[A-Z0-9]{16}");

    private AwsSignature() {}

    /** @throws Refused when there is neither a good signature nor a made-up key */
    static void require(Incoming incoming) throws Refused {
        String authorization = incoming.headers().get("Authorization");
        if (authorization == null || !authorization.startsWith("AWS4-")) {
            incoming.requireKey("Authorization");
            return;
        }
        Matcher parts = AUTHORIZATION.matcher(authorization);
        if (!parts.matches()) {
            throw refused("Authorization is not of the form of AWS4-HMAC-SHA256 for the service bedrock.");
        }
        if (REAL_KEY.matcher(parts.group(1)).matches()) {
            throw refused("This is an emulator and takes no real keys; send a made-up one.");
        }
        String date = incoming.headers().get("X-Amz-Date", "");
        if (!date.matches("\\d{8}T\\d{6}Z") || !date.startsWith(parts.group(2))) {
            throw refused("X-Amz-Date does not fit the date of the credential's scope.");
        }
        String signed = ";" + parts.group(4) + ";";
        if (!signed.contains(";host;") || !signed.contains(";x-amz-date;")) {
            throw refused("The headers host and x-amz-date must be signed.");
        }
        requireBody(incoming.headers().get("x-amz-content-sha256"), incoming.body());
    }

    private static void requireBody(@Nullable String hash, byte[] body) throws Refused {
        if (hash != null && !hash.equals(HexFormat.of().formatHex(sha256(body)))) {
            throw refused("The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Refused refused(String message) {
        return new Refused(Fault.Kind.UNAUTHORISED, message);
    }
}
