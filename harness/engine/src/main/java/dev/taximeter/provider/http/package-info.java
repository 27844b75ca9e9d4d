/**
 * Room: provider.http. Language models behind HTTP: one wire dialect a class, one reader of event streams, one client
 * whose settings add nothing to the figures.
 *
 * <p>In: a {@link dev.taximeter.model.Target.Http} and a {@link dev.taximeter.provider.http.KeyLookup}. Out: a
 * {@link dev.taximeter.provider.Provider}; every failed call is a reply with its outcome.
 *
 * <p>Threads: a call runs on its caller's thread; one daemon thread a provider ends the calls that are past their
 * limits.
 *
 * <p>Never here: retries, redirects, pacing, statistics, files, judgement of answers. A key leaves this room in request
 * headers only.
 */
@NullMarked
package dev.taximeter.provider.http;

import org.jspecify.annotations.NullMarked;
