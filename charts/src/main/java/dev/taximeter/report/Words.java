package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.summary.Warning;
import java.util.List;
import java.util.Optional;

/** Names that several formats print. */
final class Words {
    private Words() {}

    /** What to do about a warning, said once for neighbours that need the same; empty when the next one says it. */
    static Optional<String> advice(List<Warning> warnings, int index) {
        String own = warnings.get(index).nextStep();
        boolean saidNext = index + 1 < warnings.size()
                && warnings.get(index + 1).nextStep().equals(own);
        return saidNext ? Optional.empty() : Optional.of(own);
    }

    /** The label of the arm that a warning is about; empty when it is about the whole run. */
    static Optional<String> arm(Warning warning, List<ArmLook> looks) {
        String name = warning.arm();
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(looks.stream()
                .filter(look -> look.name().equals(name))
                .map(ArmLook::label)
                .findFirst()
                .orElse(Untrusted.line(name)));
    }
}
