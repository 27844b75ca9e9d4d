/**
 * Room: provider.knowledge. Puts retrieved passages before a question and asks a language model.
 *
 * <p>In: something that retrieves, and a provider. Out: one reply, with the time of both and of the first part alone.
 *
 * <p>Never here: how passages are found, sockets, judging.
 */
@NullMarked
package dev.taximeter.provider.knowledge;

import org.jspecify.annotations.NullMarked;
