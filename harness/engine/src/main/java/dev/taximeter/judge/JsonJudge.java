package dev.taximeter.judge;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.taximeter.judge.JsonMender.Mended;
import dev.taximeter.model.JsonJudgement;
import dev.taximeter.model.JsonShape;
import dev.taximeter.model.Soundness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Judges an answer that has to be JSON of a schema (2020-12). Immutable, thread-safe. Nothing is fetched. */
final class JsonJudge {
    /** Violations and mismatches that are kept of one answer. */
    private static final int MOST = 3;

    private static final int LONGEST = 200;

    private final Schema schema;
    private final JsonMender mender = new JsonMender();

    JsonJudge(JsonShape shape) {
        SchemaRegistryConfig english =
                SchemaRegistryConfig.builder().locale(Locale.ROOT).build();
        this.schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(english))
                .getSchema(JsonMapper.shared().readTree(shape.schema()));
    }

    /** @param expected a JSON object whose members the answer has to have; null for none */
    JsonJudgement judge(String text, @Nullable String expected) {
        Mended mended = mender.read(text);
        if (mended == null) {
            return new JsonJudgement(Soundness.NOT_JSON, List.of(), List.of(), List.of());
        }
        List<String> violations = violations(mended.value());
        Soundness soundness = !violations.isEmpty()
                ? Soundness.WRONG_SCHEMA
                : mended.repairs().isEmpty() ? Soundness.VALID : Soundness.REPAIRED;
        List<String> mismatches = new ArrayList<>();
        JsonNode wanted = expected == null ? null : object(expected);
        if (wanted != null) {
            compare(wanted, mended.value(), "", mismatches);
        }
        return new JsonJudgement(soundness, mended.repairs(), violations, mismatches);
    }

    private List<String> violations(JsonNode value) {
        return schema.validate(value).stream()
                .map(JsonJudge::inWords)
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static String inWords(Error error) {
        String place = String.valueOf(error.getInstanceLocation());
        String words = (place.isEmpty() ? "the whole" : place) + ": " + error.getMessage();
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
    }

    private static @Nullable JsonNode object(String expected) {
        try {
            return JsonMapper.shared().readTree(expected);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static void compare(JsonNode wanted, JsonNode got, String path, List<String> mismatches) {
        if (wanted.isObject()) {
            wanted.properties()
                    .forEach(member -> compare(
                            member.getValue(),
                            got.path(member.getKey()),
                            path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                            mismatches));
        } else if (!same(wanted, got) && mismatches.size() < MOST) {
            mismatches.add(path);
        }
    }

    /** Texts are the same in whatever case and spacing, numbers by their value; no member is as good as null. */
    private static boolean same(JsonNode wanted, JsonNode got) {
        if (wanted.isString() && got.isString()) {
            return Judge.even(wanted.stringValue()).equals(Judge.even(got.stringValue()));
        }
        if (wanted.isNumber() && got.isNumber()) {
            return wanted.decimalValue().compareTo(got.decimalValue()) == 0;
        }
        return wanted.isNull() ? got.isNull() || got.isMissingNode() : wanted.equals(got);
    }
}
