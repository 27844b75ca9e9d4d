package dev.taximeter.scenario;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.taximeter.model.JsonShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a file with the JSON Schema (2020-12) that answers are judged by. Nothing is fetched: references stay inside it. */
final class JsonSchemaFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int NAME_LENGTH = 64;

    private JsonSchemaFile() {}

    /** The schema; null when it is none, which is then reported. */
    static @Nullable JsonShape read(Path file, Problems problems) throws IOException {
        SourceFile source = SourceFile.read(file, Limits.YAML_BYTES, Limits.DATA_PROBLEMS, problems);
        if (source == null) {
            return null;
        }
        JsonNode schema;
        try {
            schema = JSON.readTree(source.text());
        } catch (JacksonException e) {
            DataSets.reportSyntax(source, 0, e);
            return null;
        }
        if (!schema.isObject()) {
            source.report(1, 1, "this is no JSON Schema", "an object such as {\"type\": \"object\", …}", null);
            return null;
        }
        return isSchema(source, schema) ? new JsonShape(name(file), schema.toString()) : null;
    }

    private static boolean isSchema(SourceFile source, JsonNode schema) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Schema schemas = registry.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        List<Error> errors = schemas.validate(schema.toString(), InputFormat.JSON);
        errors.forEach(error -> source.report(
                1,
                1,
                "%s: %s".formatted(error.getInstanceLocation(), error.getMessage()),
                "JSON Schema 2020-12",
                null));
        if (!errors.isEmpty()) {
            return false;
        }
        try {
            registry.getSchema(schema).initializeValidators();
            return true;
        } catch (SchemaException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            source.report(1, 1, "this schema cannot be used: " + message, "references within the file", null);
            return false;
        }
    }

    /** A name that every vendor takes. */
    private static String name(Path file) {
        String name = ScenarioLoader.nameOf(file).replaceAll("\\.schema$", "").replaceAll("[^A-Za-z0-9_-]", "_");
        return name.substring(0, Math.min(name.length(), NAME_LENGTH));
    }
}
