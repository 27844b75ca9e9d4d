package dev.taximeter.archive;

import dev.taximeter.model.ChunkTimes;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
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
}
