package dev.taximeter.emulator;

import dev.taximeter.model.NanoClock;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells how a vendor's server is. Nobody is served by it: no ordinal is used up and no stamp made. */
final class HealthDesk implements Play {
    private final Vendor vendor;
    private final long receivedNanos;
    private final String healthy;
    private final Stage stage;

    /** @param healthy what a server says that is ready */
    HealthDesk(Vendor vendor, Channel channel, NanoClock clock, long receivedNanos, String healthy) {
        this.vendor = vendor;
        this.receivedNanos = receivedNanos;
        this.healthy = healthy;
        stage = new Stage(channel, clock, (contentNanos, doneNanos, abandoned) -> {});
    }

    @Override
    public void run() {
        try {
            if (vendor.loads(receivedNanos)) {
                Fault loading = Fault.loading();
                answer(vendor.wire().status(loading), vendor.wire().fault(loading, ""));
            } else {
                answer(200, healthy);
            }
        } catch (IOException e) {
            // The client hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it hung up while we waited; this thread ends here
        }
    }

    private void answer(int status, String body) throws IOException, InterruptedException {
        stage.whole(
                status,
                DefaultHttpHeadersFactory.headersFactory().newHeaders(),
                "application/json",
                body.getBytes(StandardCharsets.UTF_8),
                false);
    }
}
