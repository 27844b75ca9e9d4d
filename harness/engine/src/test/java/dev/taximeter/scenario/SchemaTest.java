package dev.taximeter.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The loader and the JSON Schemas say the same. */
class SchemaTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    static Stream<Path> scenarios() {
        return Stream.of(Fixtures.VALID, Fixtures.shipped()).flatMap(folder -> Fixtures.yamlIn(folder).stream());
    }

    static Stream<Path> profiles() {
        return Stream.of(Fixtures.VALID, Fixtures.shipped())
                .flatMap(folder -> Fixtures.yamlIn(folder.resolve("profiles")).stream());
    }

    static Stream<Map.Entry<String, Section>> scenarioSections() {
        return Stream.of(
                Map.entry("/properties", Sections.SCENARIO),
                Map.entry("/$defs/openai/properties", Sections.OPENAI),
                Map.entry("/$defs/azure-openai/properties", Sections.AZURE),
                Map.entry("/$defs/azure-openai/properties/entra/properties", Sections.ENTRA),
                Map.entry("/$defs/headers/additionalProperties/oneOf/1/properties", Sections.SECRET_HEADER),
                Map.entry("/$defs/anthropic/properties", Sections.ANTHROPIC),
                Map.entry("/$defs/vllm/properties", Sections.VLLM),
                Map.entry("/$defs/tgi/properties", Sections.TGI),
                Map.entry("/$defs/llama-cpp/properties", Sections.LLAMA_CPP),
                Map.entry("/$defs/ollama/properties", Sections.OLLAMA),
                Map.entry("/$defs/gemini/properties", Sections.GEMINI),
                Map.entry("/$defs/bedrock/properties", Sections.BEDROCK),
                Map.entry("/$defs/bedrock/properties/aws/properties", Sections.AWS),
                Map.entry("/$defs/nlu/properties", Sections.NLU),
                Map.entry("/$defs/hybrid/properties", Sections.HYBRID),
                Map.entry("/$defs/nlu-http/properties", Sections.NLU_HTTP),
                Map.entry("/$defs/nlu-http/properties/logits/properties", Sections.LOGITS),
                Map.entry("/$defs/nlu-redis/properties", Sections.NLU_REDIS),
                Map.entry("/$defs/nlu-pubsub/properties", Sections.NLU_PUBSUB),
                Map.entry("/$defs/nlu-pubsub/properties/worker/properties", Sections.PUBSUB_WORKER),
                Map.entry("/$defs/nlu-pubsub/properties/fake/properties", Sections.PUBSUB_FAKE),
                Map.entry("/$defs/pubSubPublisher/properties", Sections.PUBSUB_PUBLISHER),
                Map.entry("/$defs/pubSubSubscriber/properties", Sections.PUBSUB_SUBSCRIBER),
                Map.entry("/$defs/delay/properties", Sections.DELAY),
                Map.entry("/$defs/workload/properties", Sections.WORKLOAD),
                Map.entry("/properties/sweep/properties", Sections.SWEEP),
                Map.entry("/$defs/workload/properties/synthetic/properties", Sections.SYNTHETIC),
                Map.entry("/$defs/load/properties", Sections.LOAD),
                Map.entry("/$defs/load/properties/open/properties", Sections.OPEN),
                Map.entry("/$defs/load/properties/closed/properties", Sections.CLOSED));
    }

    static Stream<Map.Entry<String, Section>> profileSections() {
        return Stream.of(
                Map.entry("/properties", Sections.PROFILE),
                Map.entry("/$defs/delay/properties", Sections.DELAY),
                Map.entry("/$defs/delay/properties/lognormal/properties", Sections.LOGNORMAL),
                Map.entry("/properties/stalls/properties", Sections.STALLS),
                Map.entry("/$defs/stall/properties", Sections.STALL),
                Map.entry("/properties/pools/additionalProperties/properties", Sections.POOL),
                Map.entry("/properties/gateway/properties", Sections.GATEWAY),
                Map.entry("/properties/spillover/properties", Sections.SPILLOVER),
                Map.entry("/properties/drift/properties", Sections.DRIFT),
                Map.entry("/properties/drift/properties/sine/properties", Sections.SINE),
                Map.entry("/properties/drift/properties/steps/properties", Sections.STEPS),
                Map.entry("/properties/limits/properties", Sections.LIMITS),
                Map.entry("/properties/limits/properties/ramp/properties", Sections.RAMP),
                Map.entry("/properties/cache/properties", Sections.CACHE),
                Map.entry("/properties/reasoning/properties", Sections.REASONING),
                Map.entry("/properties/faults/properties", Sections.FAULTS),
                Map.entry("/properties/json/properties", Sections.JSON_FAULTS),
                Map.entry(
                        "/properties/json/properties/versions/additionalProperties/properties", Sections.JSON_VERSION),
                Map.entry("/properties/errors/properties", Sections.ERRORS));
    }

    @Test
    void theShippedSuitesFitTheirSchemaWhichHasTheLoadersKeys() throws IOException, ScenarioException {
        for (Path suite : Fixtures.yamlIn(Fixtures.shipped().resolve("suites"))) {
            assertThat(errors("suite.schema.json", suite)).as("%s", suite).isEmpty();
            assertThat(SuiteLoader.load(suite).entries()).isNotEmpty();
        }
        assertThat(keys("suite.schema.json", "/properties")).containsExactlyInAnyOrderElementsOf(Sections.SUITE.keys());
        assertThat(keys("suite.schema.json", "/properties/keep/properties"))
                .containsExactlyInAnyOrderElementsOf(Sections.KEEP.keys());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aValidScenarioFitsTheSchema(Path file) throws IOException {
        assertThat(errors("scenario.schema.json", file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void aValidProfileFitsTheSchema(Path file) throws IOException {
        assertThat(errors("profile.schema.json", file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarioSections")
    void theScenarioSchemaHasTheLoadersKeys(Map.Entry<String, Section> section) throws IOException {
        assertThat(keys("scenario.schema.json", section.getKey()))
                .containsExactlyInAnyOrderElementsOf(section.getValue().keys());
    }

    @ParameterizedTest
    @MethodSource("profileSections")
    void theProfileSchemaHasTheLoadersKeys(Map.Entry<String, Section> section) throws IOException {
        assertThat(keys("profile.schema.json", section.getKey()))
                .containsExactlyInAnyOrderElementsOf(section.getValue().keys());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown-keys",
                "nothing-there",
                "missing-arms",
                "arms-is-a-list",
                "version",
                "unknown-provider",
                "keys-of-another-provider",
                "open-and-closed",
                "neither-open-nor-closed",
                "units",
                "more-units",
                "ranges",
                "words",
                "wrong-input-for-task"
            })
    void whatIsBrokenInShapeFailsTheSchemaToo(String name) throws IOException {
        assertThat(errors("scenario.schema.json", Fixtures.BROKEN.resolve(name + ".yaml")))
                .isNotEmpty();
    }

    @Test
    void theSchemaAllowsNoOtherObjects() throws IOException {
        for (String name : List.of("scenario.schema.json", "profile.schema.json")) {
            for (JsonNode object : schema(name).findParents("properties")) {
                if (object.has("type")) {
                    assertThat(object.path("additionalProperties").isMissingNode())
                            .as("%s in %s", object.path("title"), name)
                            .isFalse();
                }
            }
        }
    }

    private static List<String> keys(String name, String pointer) throws IOException {
        return List.copyOf(schema(name).at(pointer).propertyNames());
    }

    private static JsonNode schema(String name) throws IOException {
        return JSON.readTree(Files.readString(Fixtures.shipped().resolve(name)));
    }

    private static List<Error> errors(String name, Path file) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema(name));
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return schema.validate(JSON.valueToTree(yaml));
    }
}
