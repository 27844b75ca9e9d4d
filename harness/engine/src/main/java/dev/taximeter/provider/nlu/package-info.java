/**
 * Room: provider.nlu. The local language model as a system under test, in the process of the meter.
 *
 * <p>In: a {@link dev.taximeter.provider.Call}. Out: a {@link dev.taximeter.provider.Reply} with the intent and its
 * confidence, or with the encoder's vector.
 *
 * <p>Never here: training, tokenizing, thresholds: they belong to {@link dev.taximeter.nlu}.
 */
@NullMarked
package dev.taximeter.provider.nlu;

import org.jspecify.annotations.NullMarked;
