package dev.taximeter.model;

import java.util.Map;

/**
 * How an emulated vendor behaves. Read from {@code scenarios/profiles/*.yaml}; what it plays is never called a vendor's
 * figure.
 *
 * @param name file name without its ending
 * @param dialect the wire format that it speaks
 * @param description one line for reports, e.g. {@code OpenAI gpt-3.5-turbo, June 2023}
 * @param source where the figures come from, with date and address; or {@code assumption: …}
 * @param ttft from the request's last byte to the first content frame
 * @param gap between two content frames, inside a burst 0
 * @param tokensPerFrame tokens in one content frame, at least 1
 * @param framesPerBurst content frames that are sent at once before the next gap, at least 1; Azure's buffered content
 *     filter releases about 30
 * @param accuracyRatio share of labelled utterances, 0..1, answered with the right label
 * @param reply what unlabelled prompts are answered with; repeated or cut to the asked number of tokens
 * @param serving queues, limits, caches and the like
 * @param faultRatios share of requests, 0..1, that each fault happens to; together at most 1
 * @param jsonFaults how often answers that were to be JSON are spoiled
 */
public record Profile(
        String name,
        Dialect dialect,
        String description,
        String source,
        Delay ttft,
        Delay gap,
        int tokensPerFrame,
        int framesPerBurst,
        double accuracyRatio,
        String reply,
        Serving serving,
        Map<InjectedFault, Double> faultRatios,
        JsonFaults jsonFaults) {
    public Profile {
        faultRatios = Map.copyOf(faultRatios);
    }

    /** A vendor that never fails, queues or limits. */
    public Profile(
            String name,
            Dialect dialect,
            String description,
            String source,
            Delay ttft,
            Delay gap,
            int tokensPerFrame,
            int framesPerBurst,
            double accuracyRatio,
            String reply) {
        this(
                name,
                dialect,
                description,
                source,
                ttft,
                gap,
                tokensPerFrame,
                framesPerBurst,
                accuracyRatio,
                reply,
                Serving.PLAIN,
                Map.of(),
                JsonFaults.NONE);
    }

    /** The same vendor at another speed. */
    public Profile withDelays(Delay newTtft, Delay newGap) {
        return new Profile(
                name,
                dialect,
                description,
                source,
                newTtft,
                newGap,
                tokensPerFrame,
                framesPerBurst,
                accuracyRatio,
                reply,
                serving,
                faultRatios,
                jsonFaults);
    }

    /** The same vendor on other machines. */
    public Profile withServing(Serving newServing) {
        return new Profile(
                name,
                dialect,
                description,
                source,
                ttft,
                gap,
                tokensPerFrame,
                framesPerBurst,
                accuracyRatio,
                reply,
                newServing,
                faultRatios,
                jsonFaults);
    }

    /** The same vendor with other faults. */
    public Profile withFaults(Map<InjectedFault, Double> newFaultRatios, JsonFaults newJsonFaults) {
        return new Profile(
                name,
                dialect,
                description,
                source,
                ttft,
                gap,
                tokensPerFrame,
                framesPerBurst,
                accuracyRatio,
                reply,
                serving,
                newFaultRatios,
                newJsonFaults);
    }
}
