/**
 * Room: emulator. Stands in for vendors on loopback, with truth that was programmed and is stamped.
 *
 * <p>In: an {@link dev.taximeter.emulator.EmulatorConfig}: profiles, a seed, the right answers. Out: the vendors' wire
 * formats over HTTP, and one {@link dev.taximeter.model.TruthStamp} a request. It runs in a JVM of its own, so that its
 * pauses are not the meter's.
 *
 * <p>Start reading at {@code Performance}: it plays one request. {@code Wire} is what a vendor's format must tell.
 *
 * <p>Never here: anything of the harness but model; logs of headers or bodies; addresses other than 127.0.0.1.
 */
@NullMarked
package dev.taximeter.emulator;

import org.jspecify.annotations.NullMarked;
