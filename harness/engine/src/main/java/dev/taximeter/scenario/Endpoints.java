package dev.taximeter.scenario;

import dev.taximeter.scenario.Kind.Misfit;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses of servers. */
final class Endpoints {
    /** Stands for an address that an emulated arm need not name; no resolver knows it (RFC 2606). */
    static final URI NOWHERE = URI.create("https://emulated.invalid");

    static final String IN_THE_CLEAR = "http would send the key in the clear; only loopback may use it";

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    /** Any server; what may be told to it is said by {@link #keepsSecrets}. */
    static final Kind<URI> ENDPOINT = new Kind<>(
            "an address such as https://example.openai.azure.com", scalar -> check(parse(scalar.getValue())));

    /** A server that will be told secrets. */
    static final Kind<URI> SAFE_ENDPOINT = new Kind<>(ENDPOINT.expected(), scalar -> {
        URI uri = check(parse(scalar.getValue()));
        if (!keepsSecrets(uri)) {
            throw new Misfit(IN_THE_CLEAR);
        }
        return uri;
    });

    private Endpoints() {}

    static boolean isLoopback(URI endpoint) {
        return LOOPBACK.matcher(String.valueOf(endpoint.getHost())).matches();
    }

    /** Whether a key that is sent there is seen by nobody on the way. */
    static boolean keepsSecrets(URI endpoint) {
        return "https".equalsIgnoreCase(endpoint.getScheme()) || isLoopback(endpoint);
    }

    static URI parse(String text) throws Misfit {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new Misfit("it is not an address");
        }
    }

    private static URI check(URI uri) throws Misfit {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new Misfit("it does not begin with https:// and a host");
        }
        if (uri.getUserInfo() != null) {
            throw new Misfit("it holds a user");
        }
        if (uri.getQuery() != null || uri.getFragment() != null) {
            throw new Misfit("it has a query or a fragment");
        }
        if (uri.getPort() > 65_535) {
            throw new Misfit("its port is too large");
        }
        return uri;
    }
}
