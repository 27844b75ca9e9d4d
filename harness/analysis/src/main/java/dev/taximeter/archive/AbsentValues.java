package dev.taximeter.archive;

import dev.taximeter.model.ArmStop;
import dev.taximeter.model.ChunkSizes;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Objective;
import dev.taximeter.model.PriceRow;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.RateLimit;
import dev.taximeter.model.Retries;
import dev.taximeter.model.ServerStage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/** Values that a sample leaves out when there is nothing to say, and what their absence means when it is read. */
final class AbsentValues {
    private AbsentValues() {}

    /** A text whose absence is the empty text. */
    static final class EmptyText extends ValueDeserializer<String> {
        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            return parser.getString();
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return "";
        }
    }

    /** A number whose absence is NaN. */
    static final class NanReader extends ValueDeserializer<Double> {
        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context) {
            return parser.getDoubleValue();
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Double.NaN;
        }
    }

    /** Leaves NaN out. */
    static final class NanWriter extends ValueSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator generator, SerializationContext context) {
            generator.writeNumber(value);
        }

        @Override
        public boolean isEmpty(SerializationContext context, Double value) {
            return value.isNaN();
        }
    }

    /** Chunk times from an array of nanoseconds; absent when no chunk came. */
    static final class ChunkTimesReader extends ValueDeserializer<ChunkTimes> {
        @Override
        public ChunkTimes deserialize(JsonParser parser, DeserializationContext context) {
            return ChunkTimes.of(context.readValue(parser, long[].class));
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return ChunkTimes.empty();
        }
    }

    /** Chunk times as an array of nanoseconds. */
    static final class ChunkTimesWriter extends ValueSerializer<ChunkTimes> {
        @Override
        public void serialize(ChunkTimes value, JsonGenerator generator, SerializationContext context) {
            long[] nanos = value.toArray();
            generator.writeArray(nanos, 0, nanos.length);
        }

        @Override
        public boolean isEmpty(SerializationContext context, ChunkTimes value) {
            return value.isEmpty();
        }
    }

    /** Chunk sizes from an array of counts; absent when no chunk came. */
    static final class ChunkSizesReader extends ValueDeserializer<ChunkSizes> {
        @Override
        public ChunkSizes deserialize(JsonParser parser, DeserializationContext context) {
            return ChunkSizes.of(context.readValue(parser, int[].class));
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return ChunkSizes.empty();
        }
    }

    /** Chunk sizes as an array of counts. */
    static final class ChunkSizesWriter extends ValueSerializer<ChunkSizes> {
        @Override
        public void serialize(ChunkSizes value, JsonGenerator generator, SerializationContext context) {
            int[] chars = value.toArray();
            generator.writeArray(chars, 0, chars.length);
        }

        @Override
        public boolean isEmpty(SerializationContext context, ChunkSizes value) {
            return value.isEmpty();
        }
    }

    /** A server's stop-watch; absent when it told none. */
    static final class StagesReader extends ValueDeserializer<Map<ServerStage, Long>> {
        @Override
        public Map<ServerStage, Long> deserialize(JsonParser parser, DeserializationContext context) {
            return context.readValue(
                    parser, context.getTypeFactory().constructMapType(EnumMap.class, ServerStage.class, Long.class));
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Map.of();
        }
    }

    /** What brokers said of themselves; absent when none was asked. */
    static final class BrokersReader extends ValueDeserializer<Map<String, Map<String, String>>> {
        @Override
        public Map<String, Map<String, String>> deserialize(JsonParser parser, DeserializationContext context) {
            return context.readValue(
                    parser,
                    context.getTypeFactory().constructType(new TypeReference<Map<String, Map<String, String>>>() {}));
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Map.of();
        }
    }

    /** Whether calls were made again; absent in the files of versions that never did. */
    static final class RetriesReader extends ValueDeserializer<Retries> {
        @Override
        public Retries deserialize(JsonParser parser, DeserializationContext context) {
            return context.readValue(parser, Retries.class);
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Retries.NONE;
        }
    }

    /** Left out where calls were not made again. */
    static final class RetriesWriter extends ValueSerializer<Retries> {
        @Override
        public void serialize(Retries value, JsonGenerator generator, SerializationContext context) {
            generator.writeStartObject();
            generator.writeNumberProperty("max", value.max());
            generator.writeNumberProperty("capNanos", value.capNanos());
            generator.writeEndObject();
        }

        @Override
        public boolean isEmpty(SerializationContext context, Retries value) {
            return value.equals(Retries.NONE);
        }
    }

    /** What a price has beside its few figures; absent when it has nothing. */
    static final class TermsReader extends ValueDeserializer<PriceTerms> {
        @Override
        public PriceTerms deserialize(JsonParser parser, DeserializationContext context) {
            return context.readValue(parser, PriceTerms.class);
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return PriceTerms.NONE;
        }
    }

    /** Equals the terms that are left out: those of a price that has nothing beside its few figures. */
    static final class NoTerms {
        @Override
        public boolean equals(Object other) {
            return PriceTerms.NONE.equals(other);
        }

        @Override
        public int hashCode() {
            return PriceTerms.NONE.hashCode();
        }
    }

    /** Other tiers and long inputs; absent when there are none. */
    static final class RowsReader extends ValueDeserializer<List<PriceRow>> {
        @Override
        public List<PriceRow> deserialize(JsonParser parser, DeserializationContext context) {
            return List.of(context.readValue(parser, PriceRow[].class));
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return List.of();
        }
    }

    /** Arms that were stopped; absent when none was. */
    static final class StopsReader extends ValueDeserializer<List<ArmStop>> {
        @Override
        public List<ArmStop> deserialize(JsonParser parser, DeserializationContext context) {
            return List.of(context.readValue(parser, ArmStop[].class));
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return List.of();
        }
    }

    /** What arms had to keep; absent when nothing was asked. */
    static final class ObjectivesReader extends ValueDeserializer<List<Objective>> {
        @Override
        public List<Objective> deserialize(JsonParser parser, DeserializationContext context) {
            return List.of(context.readValue(parser, Objective[].class));
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return List.of();
        }
    }

    /** Rate limits; absent when none was told. */
    static final class LimitsReader extends ValueDeserializer<List<RateLimit>> {
        @Override
        public List<RateLimit> deserialize(JsonParser parser, DeserializationContext context) {
            return List.of(context.readValue(parser, RateLimit[].class));
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return List.of();
        }
    }
}
