package dev.taximeter.archive;

import dev.taximeter.model.Answer;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.JsonJudgement;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.PromptVersion;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Soundness;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the measured answers that were no valid JSON, one a line, with what was asked. Not thread-safe. */
final class BrokenLog implements AutoCloseable {
    private final OutputStream out;
    private final Map<String, Prompt> prompts = new HashMap<>();
    private final Map<String, @Nullable PromptVersion> versions = new HashMap<>();
    private final JsonMapper mapper = RunJson.mapper();

    /** @param asked the workload's prompts */
    BrokenLog(OutputStream out, RunManifest manifest, List<Prompt> asked) {
        this.out = out;
        asked.forEach(prompt -> prompts.put(prompt.id(), prompt));
        for (ArmFacts arm : manifest.arms()) {
            versions.put(arm.name(), arm.instructions());
        }
    }

    void accept(Sample sample) throws IOException {
        Answer answer = sample.answer();
        JsonJudgement json = answer == null ? null : answer.json();
        Prompt prompt = prompts.get(sample.promptId());
        if (answer == null
                || json == null
                || answer.text() == null
                || prompt == null
                || sample.phase() != Phase.MEASURE
                || json.soundness() == Soundness.VALID) {
            return;
        }
        out.write(mapper.writeValueAsBytes(
                new BrokenAnswer(sample.seq(), sample.arm(), versions.get(sample.arm()), prompt, answer.text(), json)));
        out.write('\n');
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
