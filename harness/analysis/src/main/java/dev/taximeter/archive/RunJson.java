package dev.taximeter.archive;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.taximeter.model.Answer;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.ChunkSizes;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Delay;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Objective;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Segment;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.Surroundings;
import dev.taximeter.model.TokenUsage;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the nouns of the model look in JSON. A null, an empty {@code Optional…} and a NaN are absent keys; instants and
 * dates are ISO 8601; money is a plain decimal number; a choice of several cases carries its case in {@code type}; maps are in the
 * order of their keys, so that the same run gives the same bytes.
 */
public final class RunJson {
    private RunJson() {}

    /** The conventions of a run folder, for rooms that write derived JSON; they add what their own types need. */
    public static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .annotationIntrospector(new NullnessIntrospector())
                .changeDefaultVisibility(visibility -> visibility.withIsGetterVisibility(Visibility.NONE))
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addMixIn(Sample.class, Mixins.SampleJson.class)
                .addMixIn(Plan.class, Mixins.PlanJson.class)
                .addMixIn(PlannedRequest.class, Mixins.PlannedRequestJson.class)
                .addMixIn(Answer.class, Mixins.AnswerJson.class)
                .addMixIn(Attempt.class, Mixins.AttemptJson.class)
                .addMixIn(Outcome.class, Mixins.OutcomeJson.class)
                .addMixIn(ChunkTimes.class, Mixins.ChunkTimesJson.class)
                .addMixIn(ChunkSizes.class, Mixins.ChunkSizesJson.class)
                .addMixIn(PriceQuote.class, Mixins.PriceQuoteJson.class)
                .addMixIn(PriceTerms.class, Mixins.PriceTermsJson.class)
                .addMixIn(TokenUsage.class, Mixins.TokenUsageJson.class)
                .addMixIn(ServerFacts.class, Mixins.ServerFactsJson.class)
                .addMixIn(Load.class, Mixins.LoadJson.class)
                .addMixIn(Surroundings.class, Mixins.SurroundingsJson.class)
                .addMixIn(RunManifest.class, Mixins.RunManifestJson.class)
                .addMixIn(Objective.class, Mixins.ObjectiveJson.class)
                .addMixIn(MachineUse.class, Mixins.MachineUseJson.class)
                .addMixIn(Delay.class, Mixins.DelayJson.class)
                .addMixIn(LoadModel.class, Mixins.LoadModelJson.class)
                .addMixIn(LoadModel.Open.class, Mixins.OpenLoopJson.class)
                .addMixIn(Arrivals.class, Mixins.ArrivalsJson.class)
                .addMixIn(Extent.class, Mixins.ExtentJson.class)
                .addMixIn(Segment.class, Mixins.SegmentJson.class);
    }

    /** One value a line: no line breaks inside. */
    static JsonMapper mapper() {
        return builder().build();
    }
}
