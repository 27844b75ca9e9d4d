package dev.taximeter.emulator;

import dev.taximeter.model.TruthStamp;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all connections share: the vendors and the truth. Thread-safe. */
final class House {
    private final Map<String, Vendor> vendors = new LinkedHashMap<>();
    private final TruthLog truth = new TruthLog();
    private final EventLoopGroup loops;

    House(EmulatorConfig config, EventLoopGroup loops) {
        this.loops = loops;
        Tokens tokens = new Tokens();
        for (Mount mount : config.mounts()) {
            vendors.put(mount.name(), new Vendor(config, mount, tokens));
        }
    }

    /** The vendor under this name, or null. */
    @Nullable
    Vendor vendor(String name) {
        return vendors.get(name);
    }

    TruthLog truth() {
        return truth;
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
