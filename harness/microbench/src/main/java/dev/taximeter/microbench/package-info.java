/**
 * Room: microbench. JMH benchmarks of our own hot path; they run on demand, never in a build.
 *
 * <p>Run them all: {@code mvn -Pbench -pl harness/microbench -am verify -DskipTests}. Choose and set with
 * {@code -Djmh.args="PlanBench -f 1"}; {@code -Djmh.args=-h} lists JMH's options.
 *
 * <p>In: nothing. Out: JMH's table. Never here: measuring of systems under test; that is what runs are for.
 */
@NullMarked
package dev.taximeter.microbench;

import org.jspecify.annotations.NullMarked;
