package dev.taximeter.model;

import org.jspecify.annotations.Nullable;

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
 * @param stallRatio share of requests, 0..1, whose first content waits for {@code stall} more
 * @param stall the extra wait of a stalled request; null exactly when {@code stallRatio} is 0
 * @param errorRatio share of requests, 0..1, answered with a server error (5xx)
 * @param rateLimitRatio share of requests, 0..1, answered with 429
 * @param accuracyRatio share of labelled utterances, 0..1, answered with the right label
 * @param reply what unlabelled prompts are answered with; repeated or cut to the asked number of tokens
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
        double stallRatio,
        @Nullable Delay stall,
        double errorRatio,
        double rateLimitRatio,
        double accuracyRatio,
        String reply) {}
