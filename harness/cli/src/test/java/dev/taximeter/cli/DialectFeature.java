package dev.taximeter.cli;

import java.util.Optional;

/**
 * What we promise of every wire dialect. A new promise is a constant here; {@link DialectTableTest} then names every
 * dialect that lacks its proof.
 */
enum DialectFeature {
    /** Where it is asked. */
    URL("the vendor's address"),
    /** Who asks. */
    KEY("the key where the vendor looks for it"),
    /** What is asked. */
    BODY("the request's body"),
    /** Several turns. */
    CONVERSATION(
            "earlier turns of a conversation, in their order",
            "dev.taximeter.provider.http.CallFormsTest.earlierTurnsComeInTheirOrder"),
    /** JSON of a schema. */
    STRUCTURED(
            "an answer asked for as JSON of a schema",
            "dev.taximeter.provider.http.CallFormsTest.aFormOfTheAnswerIsAskedForInTheVendorsWords"),
    /** Frames, whatever the network makes of them. */
    STREAM(
            "a streamed answer, split at every byte",
            "dev.taximeter.provider.http.WireDialectTest.aStreamMeansTheSameWhereverItIsSplit"),
    /** Over a socket. */
    STREAM_OVER_HTTP("a streamed answer over HTTP", "dev.taximeter.provider.http.HttpProviderTest.readsAStream"),
    /** Not streamed. */
    WHOLE(
            "an answer that is not streamed means the same",
            "dev.taximeter.provider.http.WireDialectTest.aWholeBodyMeansWhatTheStreamMeans"),
    /** No end, no success. */
    CUT_OFF(
            "a stream cut at any byte is never a success",
            "dev.taximeter.provider.http.WireDialectTest.aStreamThatIsCutAnywhereIsNeverGood"),
    /** Role frames, pings, filter results and thoughts are no tokens. */
    FIRST_TOKEN(
            "the first token is the first content, whatever comes before it",
            "dev.taximeter.provider.http.FirstTokenTest.theFirstTokenIsTheContentFrame"),
    /** Tokens in one shape. */
    USAGE("usage in one shape: cached, written, visible, reasoning"),
    /** Not an answer of the model's own. */
    DECLINED("a refusal or a filtered answer is no success"),
    /** Errors by status. */
    ERROR_STATUS("an error status has its kind"),
    /** Errors after a good beginning. */
    ERROR_IN_STREAM("an error inside a stream is no success, whatever follows"),
    /** Limits in headers. */
    RATE_LIMITS(
            "rate limits told in headers",
            "dev.taximeter.provider.http.RateLimitsTest.everyDialectKeepsWhatHeadersTell"),
    /** The other end's stop-watch. */
    SERVER_TIME("the server's own time", "dev.taximeter.provider.http.CallFormsTest.timesToldInHeadersAreKept"),
    /** Bytes that no vendor would send. */
    FUZZ(
            "whatever bytes come, there is an outcome",
            "dev.taximeter.provider.http.StreamFuzzTest.noDamageToAStreamDoesHarm"),
    /** What we rehearse with. */
    EMULATED("the emulator speaks it, byte for byte");

    private final String promise;
    private final Optional<Proof.Test> shared;

    /** Proved for each dialect by a test of its own. */
    DialectFeature(String promise) {
        this.promise = promise;
        this.shared = Optional.empty();
    }

    /** @param test runs over {@code Dialect.values()} */
    DialectFeature(String promise, String test) {
        this.promise = promise;
        this.shared = Optional.of(new Proof.Test(test));
    }

    /** In the words of the table. */
    String promise() {
        return promise;
    }

    /** The one test that proves it for all dialects; empty when each dialect has its own. */
    Optional<Proof.Test> shared() {
        return shared;
    }

    /** Why we believe that a promise is kept. */
    sealed interface Proof {

        /**
         * A test says so.
         *
         * @param name package, class and method
         */
        record Test(String name) implements Proof {}

        /**
         * The vendor has nothing of the kind.
         *
         * @param why in words
         */
        record NotOffered(String why) implements Proof {}
    }
}
