package dev.taximeter.model;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The class of service that a vendor sells at a price of its own. */
public enum ServiceTier {
    /** What one gets without asking. */
    STANDARD,
    /** Answered within hours, cheaper. */
    BATCH,
    /** Answered when there is room, cheaper. */
    FLEX,
    /** Answered before others, dearer. */
    PRIORITY;

    /** As price books write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The tier that an answer says it had, in the words of any vendor.
     *
     * @param said null when it said nothing, which is the standard tier
     * @return empty for a word that is no tier with a price by the token that we know of, e.g. OpenAI's {@code scale}
     */
    public static Optional<ServiceTier> of(@Nullable String said) {
        return switch (said == null ? "" : said.toLowerCase(Locale.ROOT)) {
            case "", "default", "standard", "auto", "on_demand" -> Optional.of(STANDARD);
            case "batch" -> Optional.of(BATCH);
            case "flex" -> Optional.of(FLEX);
            case "priority" -> Optional.of(PRIORITY);
            default -> Optional.empty();
        };
    }
}
