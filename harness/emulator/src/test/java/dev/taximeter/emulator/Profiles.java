package dev.taximeter.emulator;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonFaults;
import dev.taximeter.model.Profile;
import java.util.List;
import java.util.Map;

/** Profiles and configs for tests: as fast as can be, unless a test says otherwise. */
final class Profiles {
    static final Delay NOW = new Delay.Constant(0);
    static final List<String> LABELS = List.of("check_balance", "transfer_money", "freeze_card", "order_pizza");

    private Profiles() {}

    static Profile of(Dialect dialect) {
        return of(dialect, NOW, NOW, 1, 1);
    }

    static Profile of(Dialect dialect, Delay ttft, Delay gap, int tokensPerFrame, int framesPerBurst) {
        return new Profile(
                "test-" + dialect.vendor(),
                dialect,
                "a vendor for tests",
                "assumption: none",
                ttft,
                gap,
                tokensPerFrame,
                framesPerBurst,
                1,
                "Naïve café: it’s 12 °C in 東京 👋🏽.");
    }

    /** One that does this to every request. */
    static Profile always(Dialect dialect, InjectedFault fault) {
        return of(dialect).withFaults(Map.of(fault, 1.0), JsonFaults.NONE);
    }

    static Profile knowing(Dialect dialect, double accuracyRatio) {
        Profile fair = of(dialect);
        return new Profile(
                fair.name(),
                dialect,
                fair.description(),
                fair.source(),
                fair.ttft(),
                fair.gap(),
                fair.tokensPerFrame(),
                fair.framesPerBurst(),
                accuracyRatio,
                fair.reply());
    }

    static EmulatorConfig config(Mount... mounts) {
        return new EmulatorConfig(42, List.of(mounts), Map.of("what is my balance", "check_balance"), LABELS);
    }
}
