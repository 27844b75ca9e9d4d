package dev.taximeter.emulator;

import dev.taximeter.model.TruthStamp;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all connections share: the vendors and the truth. Thread-safe. */
final class House {
    private final Map<String, Vendor> vendors = new LinkedHashMap<>();
    private final TruthLog truth = new TruthLog();
    private final EmulatorConfig config;
    private final EventLoopGroup loops;
    private final Map<String, Relay> relays = new ConcurrentHashMap<>();
    private @Nullable Certificate certificate;

    /** @param startNanos when the emulator started */
    House(EmulatorConfig config, EventLoopGroup loops, long startNanos) {
        this.config = config;
        this.loops = loops;
        Tokens tokens = new Tokens();
        for (Mount mount : config.mounts()) {
            vendors.put(mount.name(), new Vendor(config, mount, tokens, startNanos));
        }
    }

    /** The vendor under this name, or null. */
    @Nullable
    Vendor vendor(String name) {
        return vendors.get(name);
    }

    /** Expects the request of a relay, which will bear this name. */
    void expect(String name, Relay relay) {
        relays.put(name, relay);
    }

    /** The relay that a request came through, once; null for one that came straight. */
    @Nullable
    Relay arrived(@Nullable String name) {
        return name == null ? null : relays.remove(name);
    }

    EmulatorConfig config() {
        return config;
    }

    /** Of its HTTPS, made when it is first asked for. */
    synchronized Certificate certificate() {
        if (certificate == null) {
            certificate = new Certificate();
        }
        return certificate;
    }

    TruthLog truth() {
        return truth;
    }

    /** As if nobody had ever called: ordinals, limits, caches and stamps begin anew. Open requests go on. */
    void reset() {
        vendors.values().forEach(Vendor::reset);
        truth.clear();
    }

    /**
     * The stamps of every answer whose last byte is out. A client may hold that byte a moment before its stamp is
     * noted, on the same turn of an event loop; so let each loop come round once before looking.
     */
    List<TruthStamp> settledTruth() throws InterruptedException {
        for (EventExecutor loop : loops) {
            loop.submit(() -> {}).await();
        }
        return truth.stamps();
    }
}
