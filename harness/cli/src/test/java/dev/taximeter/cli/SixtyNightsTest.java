package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.taximeter.history.Drift;
import dev.taximeter.nightly.Finding;
import dev.taximeter.nightly.Night;
import dev.taximeter.report.NightJson;
import dev.taximeter.report.NightJunit;
import dev.taximeter.report.NightMetrics;
import dev.taximeter.report.NightText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sixty nights: on the twentieth the machine becomes slower, on the fortieth the vendor does, by 15 %. A person accepts a new
 * baseline some nights after the first alarm.
 */
final class SixtyNightsTest {
    private static final int MACHINE = 20;
    private static final int VENDOR = 40;
    private static final int ACCEPTED = MACHINE + 5;

    private static final List<Night> NIGHTS = new ArrayList<>();

    @TempDir
    private static Path results;

    @BeforeAll
    static void sixtyNightsPass() throws IOException {
        NightRehearsal rehearsal = new NightRehearsal(results, 200);
        for (int number = 0; number < 60; number++) {
            Night night = rehearsal.night(number, number < VENDOR ? 1 : 1.15, number < MACHINE ? 1 : 1.3);
            NIGHTS.add(night);
            if (number == 5 || number == ACCEPTED) {
                rehearsal.accept(night);
            }
        }
    }

    /** First night of an alarm, by whose it is. */
    private static TreeMap<Drift.Cause, Integer> firstAlarms() {
        TreeMap<Drift.Cause, Integer> first = new TreeMap<>();
        for (int number = 0; number < NIGHTS.size(); number++) {
            for (Finding alarm : NIGHTS.get(number).alarms()) {
                first.putIfAbsent(alarm.cause(), number);
            }
        }
        return first;
    }

    @Test
    void theMachinesSlowdownIsTheMachinesAndTheVendorsIsTheVendorsWithinThreeNights() {
        assertThat(firstAlarms()).containsOnlyKeys(Drift.Cause.MACHINE, Drift.Cause.VENDOR);
        assertThat(firstAlarms().get(Drift.Cause.MACHINE)).isBetween(MACHINE + 1, MACHINE + 2);
        assertThat(firstAlarms().get(Drift.Cause.VENDOR)).isBetween(VENDOR + 1, VENDOR + 2);
    }

    @Test
    void nothingElseIsReported() {
        for (int number = 0; number < NIGHTS.size(); number++) {
            boolean machine = number > MACHINE && number <= ACCEPTED;
            for (Finding alarm : NIGHTS.get(number).alarms()) {
                assertThat(alarm.cause())
                        .as("night %d: %s", number, alarm)
                        .isEqualTo(machine ? Drift.Cause.MACHINE : Drift.Cause.VENDOR);
                assertThat(alarm.arm()).isEqualTo(machine ? SyntheticNights.CONTROL : SyntheticNights.VENDOR);
                assertThat(machine || number > VENDOR)
                        .as("night %d: %s", number, alarm)
                        .isTrue();
            }
        }
    }

    @Test
    void aFirstNightIsWatchedAndWakesNobody() {
        Night first = NIGHTS.get(MACHINE);

        assertThat(first.outcome()).isEqualTo(Night.Outcome.GOOD);
        assertThat(first.findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.standing()).isEqualTo(Finding.Standing.WATCH));
    }

    @Test
    void aChangeOfLevelIsToldOnceAndIsKnownAfterwards() {
        long alarms = NIGHTS.stream()
                .flatMap(night -> night.alarms().stream())
                .filter(finding ->
                        finding.kind() == Finding.Kind.CHANGE && finding.what().equals("response.p50"))
                .count();

        assertThat(alarms).isEqualTo(2);
        assertThat(NIGHTS.get(VENDOR + 4).findings())
                .extracting(Finding::standing)
                .contains(Finding.Standing.KNOWN);
    }

    private static Night worst() {
        return NIGHTS.get(firstAlarms().get(Drift.Cause.VENDOR));
    }

    @Test
    void theJunitFileFitsTheSchemaOfItsReaders() throws Exception {
        var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(SixtyNightsTest.class.getResource("/junit.xsd"));
        for (Night night : List.of(NIGHTS.getFirst(), worst())) {
            schema.newValidator().validate(new StreamSource(new StringReader(NightJunit.of(night))));
        }
        assertThat(NightJunit.of(worst())).contains("<failure message=", "the vendor's, or on the way to it");
    }

    @Test
    void theJsonFilesFitTheirSchemas() throws IOException {
        for (Night night : List.of(NIGHTS.getFirst(), worst())) {
            assertThat(errors("nightly.schema.json", NightJson.of(night))).isEmpty();
            assertThat(errors("webhook.schema.json", NightJson.webhook(night))).isEmpty();
        }
        assertThat(NightJson.webhook(worst())).contains("\"page\" : true", "ALARM");
    }

    private static List<?> errors(String schema, String json) throws IOException {
        Schema parsed = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonMapper.shared()
                        .readTree(Files.readAllBytes(
                                Repository.root().resolve("docs/nightly").resolve(schema))));
        return parsed.validate(JsonMapper.shared().readTree(json));
    }

    @Test
    void theMetricsAreWhatPrometheusReads() {
        String text = NightMetrics.prometheus(worst());

        PrometheusText.check(text, false);
        PrometheusText.check(NightMetrics.openMetrics(worst()), true);
        assertThat(text)
                .contains("taximeter_night_outcome{suite=\"suite\",outcome=\"WORSE\"} 1.0")
                .contains("taximeter_response_seconds{suite=\"suite\",scenario=\"synthetic\",arm=\"vendor\","
                        + "emulated=\"true\",quantile=\"0.5\"} 0.");
    }

    @Test
    void peopleReadTheSame() {
        assertThat(NightText.markdown(worst()))
                .startsWith("## suite: worse than it was")
                .contains("**ALARM**, the vendor's, or on the way to it", "EMULATED");
    }
}
