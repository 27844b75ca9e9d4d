package dev.taximeter.cli;

import dev.taximeter.cli.DialectFeature.Proof;
import dev.taximeter.model.Dialect;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which test proves which feature of which dialect. A new dialect does not compile before it has its case here; what one
 * test proves for all dialects stands in {@link DialectFeature}.
 */
final class DialectProofs {
    private static final String ENGINE = "dev.taximeter.provider.http.";
    private static final String EMULATOR = "dev.taximeter.emulator.";

    private static final String TEXT_ONLY = "a model that continues a text is asked in words";

    private final Map<DialectFeature, Proof> proofs = new EnumMap<>(DialectFeature.class);

    private DialectProofs() {}

    /** All proofs of this dialect, shared ones too; a feature without one is absent. */
    static Map<DialectFeature, Proof> of(Dialect dialect) {
        DialectProofs proofs = switch (dialect) {
            case OPENAI_CHAT ->
                common().with(DialectFeature.DECLINED, ENGINE + "WireDialectTest.aFrameBeforeDoneDecides")
                        .with(DialectFeature.ERROR_IN_STREAM, ENGINE + "WireDialectTest.aFrameBeforeDoneDecides")
                        .with(
                                DialectFeature.EMULATED,
                                EMULATOR + "WireGoldenTest.openAiStreamsARoleFrameThenContentThenFinishThenUsage");
            case OPENAI_RESPONSES ->
                common().with(DialectFeature.DECLINED, ENGINE + "ResponsesTest.aRefusalIsNoAnswer")
                        .with(DialectFeature.ERROR_IN_STREAM, ENGINE + "ResponsesTest.theLastEventDecides")
                        .with(
                                DialectFeature.EMULATED,
                                EMULATOR + "OtherOpenAiWiresTest.responsesStreamNamedAndNumberedEventsWithoutDone");
            case OPENAI_COMPLETIONS ->
                common().without(DialectFeature.STRUCTURED, TEXT_ONLY)
                        .with(DialectFeature.DECLINED, ENGINE + "WireDialectTest.aFrameBeforeDoneDecides")
                        .with(DialectFeature.ERROR_IN_STREAM, ENGINE + "WireDialectTest.aFrameBeforeDoneDecides")
                        .with(
                                DialectFeature.EMULATED,
                                EMULATOR + "OtherOpenAiWiresTest.completionsStreamWithoutARoleFrame");
            case OPENAI_EMBEDDINGS -> embeddings();
            case ANTHROPIC_COMPLETE ->
                common().without(DialectFeature.STRUCTURED, TEXT_ONLY)
                        .with(DialectFeature.USAGE, ENGINE + "HttpProviderTest.readsAStream")
                        .without(DialectFeature.DECLINED, "it has no word for either")
                        .with(
                                DialectFeature.ERROR_IN_STREAM,
                                ENGINE + "VendorFactsTest.theLegacyCompletionEndsWithItsReasonToStop")
                        .with(
                                DialectFeature.EMULATED,
                                EMULATOR + "OtherOpenAiWiresTest.claudeInstantStreamsCompletionsAndTellsNoUsage");
            case AZURE_DEPLOYMENT, AZURE_V1 ->
                common().with(DialectFeature.SERVER_TIME, ENGINE + "VendorFactsTest.azuresStopWatchIsReadAtBothPlaces")
                        .with(DialectFeature.DECLINED, ENGINE + "WireDialectTest.errorsHaveTheirKind")
                        .with(DialectFeature.ERROR_IN_STREAM, ENGINE + "WireDialectTest.aFrameBeforeDoneDecides")
                        .with(
                                DialectFeature.EMULATED,
                                EMULATOR + "WireGoldenTest.azureBeginsWithItsFilterAndEndsWithItsLatencies");
            case ANTHROPIC_MESSAGES ->
                common().with(
                                DialectFeature.DECLINED,
                                ENGINE + "WireDialectTest.anthropicsRefusalAndErrorEventsAreNotSuccess")
                        .with(
                                DialectFeature.ERROR_IN_STREAM,
                                ENGINE + "WireDialectTest.anthropicsRefusalAndErrorEventsAreNotSuccess")
                        .with(
                                DialectFeature.EMULATED,
                                EMULATOR + "WireGoldenTest.anthropicNamesItsEventsPadsThemAndPingsBeforeTheFirstDelta");
            case VLLM_CHAT ->
                hosted("vllmLeavesOutWhatIsNotSetAndEndsWithItsMetrics").clocks("vllmsClocksAreKept");
            case VLLM_COMPLETIONS -> hosted("vllmContinuesATextWithoutAFirstFrame");
            case TGI_CHAT -> hosted("tgiChatsWithoutASpaceAndUsageHasNoId");
            case TGI_GENERATE ->
                hosted("tgiStreamsATokenAFrameAndEndsWithDetails")
                        .clocks("tgiTellsTimesAndTokensInHeadersOfWholeAnswers")
                        .with(DialectFeature.ERROR_IN_STREAM, ENGINE + "HostedServersTest.tgisOwnStreamErrsInAString");
            case LLAMA_CPP_CHAT ->
                hosted("llamaCppPingsBeforeDataAndBeginsWithNull").clocks("llamaCppsTimingsAndCacheAreKept");
            case OLLAMA_CHAT ->
                hosted("ollamaStreamsLinesUnlessToldNotTo")
                        .clocks("ollamasDurationsAreKeptAndThoughtsAreNoContent")
                        .with(DialectFeature.ERROR_IN_STREAM, ENGINE + "HostedServersTest.ollamaErrsInALine");
            case OLLAMA_COMPATIBLE -> hosted("ollamasCompatibleInterfacePassesOverTheNewLimit");
            case GEMINI ->
                common().with(DialectFeature.BODY, ENGINE + "WireDialectTest.bodiesSayWhatOtherServersWant")
                        .with(DialectFeature.DECLINED, ENGINE + "CloudModelsTest.geminisFilterEndsAnAnswer")
                        .with(DialectFeature.ERROR_IN_STREAM, ENGINE + "CloudModelsTest.geminisErrorInAStreamIsAnError")
                        .with(
                                DialectFeature.EMULATED,
                                EMULATOR + "HostedWiresTest.geminiEndsLinesWithBothAndTellsUsageAllAlong");
            case BEDROCK_CONVERSE ->
                common().with(
                                DialectFeature.SERVER_TIME,
                                ENGINE + "CloudModelsTest.bedrockTellsItsTimeItsTierAndItsThoughts")
                        .with(DialectFeature.BODY, ENGINE + "WireDialectTest.bodiesSayWhatOtherServersWant")
                        .with(
                                DialectFeature.DECLINED,
                                ENGINE + "CloudModelsTest.bedrocksGuardrailAndFilterAreNoAnswers")
                        .with(
                                DialectFeature.ERROR_IN_STREAM,
                                ENGINE + "CloudModelsTest.bedrocksExceptionsAreFramesAndErrors")
                        .with(
                                DialectFeature.EMULATED,
                                EMULATOR + "HostedWiresTest.bedrockStreamsFramesWithTwoChecksums");
        };
        for (DialectFeature feature : DialectFeature.values()) {
            feature.shared().ifPresent(test -> proofs.proofs.putIfAbsent(feature, test));
        }
        return proofs.proofs;
    }

    private static DialectProofs embeddings() {
        String never = "a vector never comes in a stream";
        return common().without(DialectFeature.STREAM, never)
                .without(DialectFeature.STREAM_OVER_HTTP, never)
                .without(DialectFeature.CUT_OFF, never)
                .without(DialectFeature.FIRST_TOKEN, never)
                .without(DialectFeature.ERROR_IN_STREAM, never)
                .without(DialectFeature.DECLINED, "a vector declines nothing")
                .without(DialectFeature.CONVERSATION, "a vector is of one text")
                .without(DialectFeature.STRUCTURED, "a vector is numbers")
                .with(DialectFeature.USAGE, ENGINE + "WireDialectTest.aWholeBodyMeansWhatTheStreamMeans")
                .with(
                        DialectFeature.EMULATED,
                        EMULATOR + "OtherOpenAiWiresTest.vectorsAreOfLengthOneAndTheSameInBothFormats");
    }

    /** @param emulated the emulator's test of it */
    private static DialectProofs hosted(String emulated) {
        return common().with(DialectFeature.BODY, ENGINE + "WireDialectTest.bodiesSayWhatOtherServersWant")
                .without(DialectFeature.DECLINED, "it has no word for either")
                .with(
                        DialectFeature.ERROR_IN_STREAM,
                        ENGINE + "HostedServersTest.anErrorBeforeDoneIsAnErrorInTheStream")
                .with(DialectFeature.EMULATED, EMULATOR + "HostedWiresTest." + emulated);
    }

    /** Where one test has a line for each dialect. */
    private static DialectProofs common() {
        return new DialectProofs()
                .with(DialectFeature.URL, ENGINE + "WireDialectTest.urlsAreTheVendors")
                .with(DialectFeature.KEY, ENGINE + "WireDialectTest.theKeyGoesWhereTheVendorLooksForIt")
                .with(DialectFeature.BODY, ENGINE + "WireDialectTest.bodiesSayWhatTheVendorsWant")
                .with(DialectFeature.USAGE, ENGINE + "WireDialectTest.aStreamMeansTheSameWhereverItIsSplit")
                .with(DialectFeature.ERROR_STATUS, ENGINE + "WireDialectTest.errorsHaveTheirKind");
    }

    /** @param test the client's, of what this server's own stop-watch says */
    private DialectProofs clocks(String test) {
        return with(DialectFeature.SERVER_TIME, ENGINE + "HostedServersTest." + test);
    }

    private DialectProofs with(DialectFeature feature, String test) {
        proofs.put(feature, new Proof.Test(test));
        return this;
    }

    /** The vendor has nothing of the kind. */
    private DialectProofs without(DialectFeature feature, String why) {
        proofs.put(feature, new Proof.NotOffered(why));
        return this;
    }
}
