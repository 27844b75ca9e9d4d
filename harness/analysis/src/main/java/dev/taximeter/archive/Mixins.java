package dev.taximeter.archive;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.taximeter.model.ArmStop;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.ChunkSizes;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Delay;
import dev.taximeter.model.Extent;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Objective;
import dev.taximeter.model.PriceRow;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.RateLimit;
import dev.taximeter.model.Retries;
import dev.taximeter.model.Segment;
import dev.taximeter.model.ServerStage;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/** What JSON needs to know of the model's types and the model does not: it carries no annotations. */
final class Mixins {
    private Mixins() {}

    /** Left out when NaN, and NaN when left out. */
    @Retention(RetentionPolicy.RUNTIME)
    @JacksonAnnotationsInside
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonSerialize(using = AbsentValues.NanWriter.class)
    @JsonDeserialize(using = AbsentValues.NanReader.class)
    private @interface AbsentWhenNan {}

    /** Left out when empty, and empty when left out. */
    @Retention(RetentionPolicy.RUNTIME)
    @JacksonAnnotationsInside
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonDeserialize(using = AbsentValues.EmptyText.class)
    private @interface AbsentWhenEmpty {}

    interface AnswerJson {
        @AbsentWhenEmpty
        String sha256();

        @AbsentWhenNan
        double confidence();
    }

    interface AttemptJson {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        ChunkTimes chunks();

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        ChunkSizes chunkChars();
    }

    interface PriceQuoteJson {
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = AbsentValues.NoTerms.class)
        @JsonDeserialize(using = AbsentValues.TermsReader.class)
        PriceTerms terms();
    }

    interface PriceTermsJson {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonDeserialize(using = AbsentValues.RowsReader.class)
        List<PriceRow> rows();
    }

    interface LoadJson {
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean untilDecided();

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonSerialize(using = AbsentValues.RetriesWriter.class)
        @JsonDeserialize(using = AbsentValues.RetriesReader.class)
        Retries retries();
    }

    interface SurroundingsJson {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonDeserialize(using = AbsentValues.BrokersReader.class)
        Map<String, Map<String, String>> brokers();
    }

    interface RunManifestJson {
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean exactLength();

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonDeserialize(using = AbsentValues.StopsReader.class)
        List<ArmStop> stops();

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonDeserialize(using = AbsentValues.ObjectivesReader.class)
        List<Objective> objectives();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Objective.Time.class, name = "time"),
        @JsonSubTypes.Type(value = Objective.Errors.class, name = "errors"),
        @JsonSubTypes.Type(value = Objective.CostPerRequest.class, name = "costPerRequest"),
        @JsonSubTypes.Type(value = Objective.Accuracy.class, name = "accuracy")
    })
    interface ObjectiveJson {}

    interface SampleJson {
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        int level();
    }

    interface PlanJson {
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        long gone();
    }

    interface PlannedRequestJson {
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        int level();
    }

    interface TokenUsageJson {
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        long hourCacheWriteTokens();

        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean disputed();
    }

    interface ServerFactsJson {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonDeserialize(using = AbsentValues.StagesReader.class)
        Map<ServerStage, Long> stages();

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonDeserialize(using = AbsentValues.LimitsReader.class)
        List<RateLimit> limits();
    }

    interface OutcomeJson {
        @AbsentWhenEmpty
        String detail();
    }

    @JsonSerialize(using = AbsentValues.ChunkTimesWriter.class)
    @JsonDeserialize(using = AbsentValues.ChunkTimesReader.class)
    interface ChunkTimesJson {}

    @JsonSerialize(using = AbsentValues.ChunkSizesWriter.class)
    @JsonDeserialize(using = AbsentValues.ChunkSizesReader.class)
    interface ChunkSizesJson {}

    interface MachineUseJson {
        @AbsentWhenNan
        double ownCpuRatio();

        @AbsentWhenNan
        double emulatorCpuRatio();

        @AbsentWhenNan
        double foreignCpuRatio();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Delay.Constant.class, name = "constant"),
        @JsonSubTypes.Type(value = Delay.Lognormal.class, name = "lognormal"),
        @JsonSubTypes.Type(value = Delay.Quantiles.class, name = "quantiles")
    })
    interface DelayJson {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = LoadModel.Open.class, name = "open"),
        @JsonSubTypes.Type(value = LoadModel.Closed.class, name = "closed")
    })
    interface LoadModelJson {}

    interface OpenLoopJson {
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        long thinkNanos();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Arrivals.Constant.class, name = "constant"),
        @JsonSubTypes.Type(value = Arrivals.Poisson.class, name = "poisson")
    })
    interface ArrivalsJson {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Extent.Requests.class, name = "requests"),
        @JsonSubTypes.Type(value = Extent.Time.class, name = "time")
    })
    interface ExtentJson {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Segment.Open.class, name = "open"),
        @JsonSubTypes.Type(value = Segment.Closed.class, name = "closed")
    })
    interface SegmentJson {}
}
