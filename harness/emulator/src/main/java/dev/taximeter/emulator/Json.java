package dev.taximeter.emulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Delay;
import dev.taximeter.model.Serving;
import dev.taximeter.model.TruthStamp;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The room's JSON: its config, its stamps, and trees for the vendors' bodies. */
public final class Json {
    /** Immutable and thread-safe. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Delay.class, TypedDelay.class)
            .addMixIn(Serving.Drift.class, TypedDrift.class)
            .addModule(chunkTimes())
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** @throws IllegalArgumentException if it is not the JSON of such a thing; says where */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not the JSON of " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** The value that a text says, or the text itself where it is not JSON. */
    static JsonNode leniently(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            return StringNode.valueOf(text);
        }
    }

    static String line(TruthStamp stamp) {
        return MAPPER.writeValueAsString(stamp);
    }

    static TruthStamp stamp(String line) {
        return read(line, TruthStamp.class);
    }

    /** Chunk times travel as an array. */
    private static SimpleModule chunkTimes() {
        return new SimpleModule()
                .addSerializer(ChunkTimes.class, new ValueSerializer<>() {
                    @Override
                    public void serialize(ChunkTimes times, JsonGenerator json, SerializationContext context) {
                        json.writeArray(times.toArray(), 0, times.size());
                    }
                })
                .addDeserializer(ChunkTimes.class, new ValueDeserializer<>() {
                    @Override
                    public ChunkTimes deserialize(JsonParser json, DeserializationContext context) {
                        return ChunkTimes.of(context.readValue(json, long[].class));
                    }
                });
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Serving.Drift.Sine.class, name = "sine"),
        @JsonSubTypes.Type(value = Serving.Drift.Steps.class, name = "steps")
    })
    private interface TypedDrift {}

    /** Tells Jackson which delay it reads; model itself knows no JSON. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Delay.Constant.class, name = "constant"),
        @JsonSubTypes.Type(value = Delay.Lognormal.class, name = "lognormal"),
        @JsonSubTypes.Type(value = Delay.Quantiles.class, name = "quantiles")
    })
    private interface TypedDelay {}
}
