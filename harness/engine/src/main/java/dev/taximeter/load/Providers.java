package dev.taximeter.load;

import dev.taximeter.model.Arm;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.ProviderSource;
import java.util.ArrayList;
import java.util.List;

/** One trial's providers, fresh ones, in the order of the arms. */
final class Providers implements AutoCloseable {
    private final List<Provider> opened = new ArrayList<>();

    private Providers() {}

    /** Opens all or none. */
    static Providers open(ProviderSource source, List<Arm> arms) {
        Providers providers = new Providers();
        boolean complete = false;
        try {
            arms.forEach(arm -> providers.opened.add(source.open(arm)));
            complete = true;
            return providers;
        } finally {
            if (!complete) {
                providers.close();
            }
        }
    }

    Provider of(int arm) {
        return opened.get(arm);
    }

    @Override
    public void close() {
        opened.forEach(Provider::close);
    }
}
