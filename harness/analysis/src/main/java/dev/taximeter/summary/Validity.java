package dev.taximeter.summary;

import java.util.List;

/** Whether a run's figures may be trusted. */
public sealed interface Validity {
    /** They may. */
    record Valid() implements Validity {}

    /** @param reasons why not, at least one */
    record Invalid(List<String> reasons) implements Validity {
        public Invalid {
            reasons = List.copyOf(reasons);
        }
    }
}
