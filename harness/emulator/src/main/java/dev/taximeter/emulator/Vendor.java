package dev.taximeter.emulator;

import dev.taximeter.model.Profile;
import java.util.concurrent.atomic.AtomicLong;

/** One mount at work: everything that a request under its path needs. Thread-safe. */
final class Vendor {
    private final Profile profile;
    private final Seed seed;
    private final Wire wire;
    private final Answers answers;
    private final AtomicLong requests = new AtomicLong();

    Vendor(EmulatorConfig config, Mount mount, Tokens tokens) {
        profile = mount.profile();
        seed = new Seed(config.seed()).branch(mount.name());
        wire = Wire.of(profile.dialect(), mount.model(), tokens, seed);
        answers = new Answers(config, mount, tokens);
    }

    /** The place of a new request among all that this mount got, from 0. */
    long nextOrdinal() {
        return requests.getAndIncrement();
    }

    Profile profile() {
        return profile;
    }

    Wire wire() {
        return wire;
    }

    Answers answers() {
        return answers;
    }

    Course course(long ordinal) {
        return new Course(profile, seed.branch("course").branch(ordinal));
    }

    Noise noise(long ordinal) {
        return new Noise(seed.branch("noise").branch(ordinal));
    }
}
