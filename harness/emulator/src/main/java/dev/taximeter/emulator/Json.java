package dev.taximeter.emulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Delay;
import dev.taximeter.model.TruthStamp;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The room's JSON: its config, its stamps, and trees for the vendors' bodies. */
final class Json {
    /** Immutable and thread-safe. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Delay.class, TypedDelay.class)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not the JSON of " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    static String line(TruthStamp stamp) {
        return MAPPER.writeValueAsString(new TruthLine(
                stamp.requestId(),
                stamp.profile(),
                stamp.receivedNanos(),
                stamp.frameNanos().toArray(),
                stamp.doneNanos()));
    }

    static TruthStamp stamp(String line) {
        TruthLine read = read(line, TruthLine.class);
        return new TruthStamp(
                read.requestId, read.profile, read.receivedNanos, ChunkTimes.of(read.frameNanos), read.doneNanos);
    }

    /** A {@link TruthStamp} as it travels. */
    @SuppressWarnings("ArrayRecordComponent") // lives only between the wire and TruthStamp
    private record TruthLine(String requestId, String profile, long receivedNanos, long[] frameNanos, long doneNanos) {}

    /** Tells Jackson which delay it reads; model itself knows no JSON. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Delay.Constant.class, name = "constant"),
        @JsonSubTypes.Type(value = Delay.Lognormal.class, name = "lognormal"),
        @JsonSubTypes.Type(value = Delay.Quantiles.class, name = "quantiles")
    })
    private interface TypedDelay {}
}
