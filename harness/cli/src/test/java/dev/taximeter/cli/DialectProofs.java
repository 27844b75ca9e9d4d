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
                common().with(DialectFeature.DECLINED, ENGINE + "WireDialectTest.aFrameBeforeDoneDecides")
                        .with(DialectFeature.ERROR_IN_STREAM, ENGINE + "WireDialectTest.aFrameBeforeDoneDecides")
                        .with(
                                DialectFeature.EMULATED,
                                EMULATOR + "OtherOpenAiWiresTest.completionsStreamWithoutARoleFrame");
            case OPENAI_EMBEDDINGS -> embeddings();
            case ANTHROPIC_COMPLETE ->
                common().with(DialectFeature.USAGE, ENGINE + "HttpProviderTest.readsAStream")
                        .without(DialectFeature.DECLINED, "it has no word for either")
                        .with(
                                DialectFeature.ERROR_IN_STREAM,
                                ENGINE + "VendorFactsTest.theLegacyCompletionEndsWithItsReasonToStop")
                        .with(
                                DialectFeature.EMULATED,
                                EMULATOR + "OtherOpenAiWiresTest.claudeInstantStreamsCompletionsAndTellsNoUsage");
            case AZURE_DEPLOYMENT, AZURE_V1 ->
                common().with(DialectFeature.DECLINED, ENGINE + "WireDialectTest.errorsHaveTheirKind")
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
            case VLLM_CHAT -> hosted("vllmLeavesOutWhatIsNotSetAndEndsWithItsMetrics");
            case VLLM_COMPLETIONS -> hosted("vllmContinuesATextWithoutAFirstFrame");
            case TGI_CHAT -> hosted("tgiChatsWithoutASpaceAndUsageHasNoId");
            case TGI_GENERATE ->
                hosted("tgiStreamsATokenAFrameAndEndsWithDetails")
                        .with(DialectFeature.ERROR_IN_STREAM, ENGINE + "HostedServersTest.tgisOwnStreamErrsInAString");
            case LLAMA_CPP_CHAT -> hosted("llamaCppPingsBeforeDataAndBeginsWithNull");
            case OLLAMA_CHAT ->
                hosted("ollamaStreamsLinesUnlessToldNotTo")
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
                common().with(DialectFeature.BODY, ENGINE + "WireDialectTest.bodiesSayWhatOtherServersWant")
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
