package dev.taximeter.emulator;

import dev.taximeter.model.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What one mount answers. Whether an utterance is answered right depends on seed, mount and utterance alone: a model
 * that does not know an answer does not know it the second time either. Thread-safe.
 */
final class Answers {
    /** A client may begin a prompt with a word in square brackets to get past the vendor's cache. */
    private static final Pattern CACHE_BUSTER = Pattern.compile("^\\[[^\\]\\s]{1,64}]\\s+");

    private final Profile profile;
    private final Seed seed;
    private final Map<String, String> rightLabels;
    private final List<String> labels;
    private final Tokens tokens;

    Answers(EmulatorConfig config, Mount mount, Tokens tokens) {
        this.profile = mount.profile();
        this.seed = new Seed(config.seed()).branch(mount.name()).branch("answers");
        this.rightLabels = config.answers();
        this.labels = config.labels().stream().distinct().toList();
        this.tokens = tokens;
    }

    /** @param lastWords the user's last message */
    Completion to(String lastWords, OptionalInt maxTokens) {
        int limit = maxTokens.orElse(Integer.MAX_VALUE);
        Optional<String> label = label(lastWords);
        if (label.isPresent()) {
            return tokens.cut(label.get(), profile.tokensPerFrame(), limit);
        }
        return maxTokens.isPresent()
                ? tokens.fill(profile.reply(), profile.tokensPerFrame(), limit)
                : tokens.cut(profile.reply(), profile.tokensPerFrame(), limit);
    }

    /** The label that this mount gives, right or wrong; empty when the utterance is not labelled. */
    Optional<String> label(String lastWords) {
        String right = rightLabels.get(lastWords);
        if (right != null) {
            return Optional.of(decide(lastWords, right));
        }
        String utterance = CACHE_BUSTER.matcher(lastWords).replaceFirst("");
        return Optional.ofNullable(rightLabels.get(utterance)).map(label -> decide(utterance, label));
    }

    private String decide(String utterance, String right) {
        RandomGenerator random = seed.branch(utterance).random();
        if (random.nextDouble() < profile.accuracyRatio()) {
            return right;
        }
        List<String> wrong =
                labels.stream().filter(label -> !label.equals(right)).toList();
        return wrong.get(random.nextInt(wrong.size()));
    }
}
