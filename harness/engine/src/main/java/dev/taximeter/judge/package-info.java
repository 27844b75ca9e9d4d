/**
 * Room: judge. Reads a reply and says whether it is right.
 *
 * <p>In: a prompt with what is expected, and a {@link dev.taximeter.provider.Reply}. Out: a
 * {@link dev.taximeter.model.Answer}.
 *
 * <p>Never here: times, tokens, money, files; another model's opinion.
 */
@NullMarked
package dev.taximeter.judge;

import org.jspecify.annotations.NullMarked;
