package dev.taximeter.emulator;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.tls.HeldCertificate;

/**
 * A certificate for 127.0.0.1 that nobody signed but itself. Its key is made when it is first needed, never leaves this
 * process and is gone with it. Thread-safe.
 */
final class Certificate {
    private static final long VALID_HOURS = 24;

    private final HeldCertificate held = new HeldCertificate.Builder()
            .commonName("Taximeter emulator")
            .addSubjectAlternativeName("127.0.0.1")
            .addSubjectAlternativeName("localhost")
            .duration(VALID_HOURS, TimeUnit.HOURS)
            .build();

    private final SslContext context;

    Certificate() {
        try {
            context = SslContextBuilder.forServer(held.keyPair().getPrivate(), held.certificate())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this JVM cannot serve TLS", e);
        }
    }

    /** What a client must trust, in PEM. */
    String pem() {
        return held.certificatePem();
    }

    /** For the server's side of a connection. */
    SslContext context() {
        return context;
    }
}
