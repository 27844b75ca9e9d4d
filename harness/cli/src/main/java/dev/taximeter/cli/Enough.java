package dev.taximeter.cli;

import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.compare.ObjectiveResult.Outcome;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.SampleSink;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** Whether a run's objectives are all decided by what was measured so far. Thread-safe. */
final class Enough implements SampleSink, BooleanSupplier {
    private final RunManifest manifest;
    private final ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();

    Enough(RunManifest manifest) {
        this.manifest = manifest;
    }

    /** Keeps what a look will need, and nothing where nobody will look. */
    @Override
    public void accept(Sample sample) {
        if (manifest.load().untilDecided()) {
            samples.add(sample);
        }
    }

    @Override
    public boolean getAsBoolean() {
        List<ObjectiveResult> results =
                Analysis.soFar(manifest, List.copyOf(samples)).objectives();
        return !results.isEmpty() && results.stream().noneMatch(result -> result.outcome() == Outcome.INCONCLUSIVE);
    }
}
