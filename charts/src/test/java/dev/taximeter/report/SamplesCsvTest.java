package dev.taximeter.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.chart.Example;
import dev.taximeter.model.Answer;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.TokenUsage;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SamplesCsvTest {
    @Test
    void aSampleIsARowWithEmptyCellsWhereThereIsNoValue() {
        String csv = CsvReport.samples(
                Example.run().summary().manifest(),
                List.of(
                        sample("azure", Outcome.ok(200), new TokenUsage(400, 0, 0, 5, 0, false), true),
                        sample("nlu", Outcome.of(Outcome.Kind.LOCAL_FAILURE, "=1+1, \"quoted\""), null, null)));
        assertThat(csv.lines().skip(1))
                .containsExactly(
                        "7,0,2,azure,true,MEASURE,p1,100,110,120,920,820,800,180,,,,,,,,,800,,,1,1,OK,200,,400,5,0,0,0,0,false,false"
                            + ",,,,,,,,,,,false,,,,,,,,,,,greet,,true",
                        "7,0,2,nlu,false,MEASURE,p1,100,110,120,920,820,800,180,,,,,,,,,800,,,1,1,LOCAL_FAILURE,,\"'=1+1,"
                            + " \"\"quoted\"\"\",,,,,,,,,,,,,,,,,,,false,,,,,,,,,,,,,");
    }

    private static Sample sample(String arm, Outcome outcome, TokenUsage usage, Boolean correct) {
        Attempt attempt = new Attempt(
                120,
                OptionalLong.empty(),
                OptionalLong.empty(),
                ChunkTimes.of(300),
                OptionalLong.empty(),
                920,
                outcome,
                usage,
                null,
                ServerFacts.NONE);
        Answer answer = correct == null ? null : new Answer(null, 5, "", "greet", Double.NaN, correct, null);
        return new Sample(7, 0, 2, arm, Phase.MEASURE, "p1", 100, 110, List.of(attempt), answer);
    }
}
