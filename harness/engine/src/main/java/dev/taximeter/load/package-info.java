/**
 * Room: load. Plays a plan: sends each request at its intended time, whatever the replies do, and tells what happened.
 *
 * <p>In: a {@link dev.taximeter.model.Plan} and a {@link dev.taximeter.provider.Provider} an arm. Out: one
 * {@link dev.taximeter.model.Sample} a request, to a {@link dev.taximeter.model.SampleSink}.
 *
 * <p>Threads: the caller of {@link dev.taximeter.load.LoadEngine#run} becomes the pacing thread, and should be a platform
 * thread; each open request has a virtual thread; in a closed loop each user is one. Sinks are called from all of them.
 * Every wait in this room is {@link dev.taximeter.model.NanoClock#sleepUntil}, so that a simulated clock can play a whole
 * run in no time, step by step.
 *
 * <p>Never here: HTTP, files, statistics, printing.
 */
@NullMarked
package dev.taximeter.load;

import org.jspecify.annotations.NullMarked;
