/**
 * Room: provider.hybrid. A local model for what it is sure of, another model for the rest.
 *
 * <p>In: two providers and a confidence. Out: one reply, with the time of both.
 *
 * <p>Never here: what either of the two is, sockets, judging.
 */
@NullMarked
package dev.taximeter.provider.hybrid;

import org.jspecify.annotations.NullMarked;
