/**
 * Room: provider. The one interface that the load engine knows: a {@link dev.taximeter.provider.Provider} takes a call
 * and returns how it went.
 *
 * <p>In: a {@link dev.taximeter.provider.Call}. Out: a {@link dev.taximeter.provider.Reply} with all its times.
 *
 * <p>Never here: pacing, retries, statistics, files.
 */
@NullMarked
package dev.taximeter.provider;

import org.jspecify.annotations.NullMarked;
