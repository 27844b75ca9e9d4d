package dev.taximeter.model;

import java.util.OptionalLong;

/**
 * A stand-in for Google Pub/Sub that a run starts itself, with a worker behind it. It speaks the public protocol and keeps
 * messages in memory; its times are made up, and nothing about Google's follows from them.
 *
 * @param publish until a request or an answer counts as published
 * @param forward how long a request stays in it
 * @param back how long an answer does
 * @param worker what its worker sets in Google's client
 * @param clockBoundNanos how far that worker's clock is from the run's at most; empty before it is asked, and where it is
 *     another clock
 */
public record FakePubSub(
        Delay publish, Delay forward, Delay back, PubSubSettings worker, OptionalLong clockBoundNanos) {
    /** How arms that are asked through it are marked. */
    public static final StandIn STAND_IN = new StandIn(
            "fake-pubsub",
            "a fake Pub/Sub on this machine, started by the run: Google's own client in front of a server of the public"
                    + " protocol whose delays the scenario sets",
            "made up by the scenario; none is Google's");

    /** The same, running. */
    FakePubSub asked(OptionalLong newClockBoundNanos) {
        return new FakePubSub(publish, forward, back, worker, newClockBoundNanos);
    }

    /** Adds no time of its own. */
    public static FakePubSub prompt() {
        Delay none = new Delay.Constant(0);
        return new FakePubSub(none, none, none, PubSubSettings.WORKER, OptionalLong.empty());
    }
}
