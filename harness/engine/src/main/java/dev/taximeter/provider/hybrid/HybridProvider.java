package dev.taximeter.provider.hybrid;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Relay;
import dev.taximeter.model.RunClock;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;

/**
 * Asks a first model and, when that is not sure, a second one. Thread-safe.
 *
 * <p>The reply's times begin when the first model was asked and end with the model that decided, so that its latency is that
 * of the mixture. A first model that fails has failed for both: nobody knows how sure it would have been. A second one has
 * the whole limits of the call for itself.
 */
public final class HybridProvider implements Provider {
    private final Provider first;
    private final Provider then;
    private final double belowRatio;

    /**
     * @param first tells how sure it is; closed with this one
     * @param then closed with this one
     * @param belowRatio confidence, 0..1, under which the first is not sure
     */
    public HybridProvider(Provider first, Provider then, double belowRatio) {
        this.first = first;
        this.then = then;
        this.belowRatio = belowRatio;
    }

    @Override
    public Reply call(Call call, RunClock clock) {
        Reply own = first.call(call, clock);
        Attempt attempt = own.attempt();
        if (!attempt.outcome().isOk() || own.confidence() >= belowRatio) {
            Relay alone = new Relay(attempt.doneNanos() - attempt.sentNanos(), false);
            return own.in(attempt.relayed(attempt.sentNanos(), alone));
        }
        Reply other = then.call(call, clock);
        long sentNanos = attempt.sentNanos();
        Relay relay = new Relay(other.attempt().sentNanos() - sentNanos, true);
        return other.in(other.attempt().relayed(sentNanos, relay));
    }

    @Override
    public void close() {
        first.close();
        then.close();
    }
}
