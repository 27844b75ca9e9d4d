package dev.taximeter.provider.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Trust in one certificate and no other: the emulator's own, which nobody else signed.
 *
 * @param sockets makes TLS connections with this trust
 * @param manager the same trust, as OkHttp wants it beside
 */
record Trust(SSLSocketFactory sockets, X509TrustManager manager) {

    /** @throws IllegalArgumentException if this is not a certificate */
    static Trust in(String certificatePem) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "only",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(certificatePem.getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            TrustManager[] managers = factory.getTrustManagers();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            X509TrustManager manager = (X509TrustManager) Arrays.stream(managers)
                    .filter(each -> each instanceof X509TrustManager)
                    .findFirst()
                    .orElseThrow();
            return new Trust(context.getSocketFactory(), manager);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("not a certificate to trust", e);
        }
    }
}
