package dev.taximeter.scenario;

import dev.taximeter.model.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Reads a profile file. */
public final class ProfileLoader {
    private ProfileLoader() {}

    /**
     * Reads and validates how an emulated vendor behaves.
     *
     * @param file YAML, e.g. {@code scenarios/profiles/openai-gpt-3.5-turbo-2023-06.yaml}; its name becomes the profile's
     * @throws ScenarioException with every problem, if the file is missing or anything is wrong with it
     * @throws IOException if the disk fails
     */
    public static Profile load(Path file) throws ScenarioException, IOException {
        Problems problems = new Problems();
        Profile profile = ProfileSection.read(file, problems);
        problems.throwIfAny();
        return Objects.requireNonNull(profile, "no profile, yet no problem");
    }
}
