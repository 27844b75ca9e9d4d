package dev.taximeter.compare;

import static dev.taximeter.summary.TestRun.MILLI;
import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.EntityJudgement;
import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.GenerationJudgement;
import dev.taximeter.summary.TestRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformSentencesTest {

    @Test
    void whatGeneratedUtterancesAreWorthIsTheAnswer() {
        TestRun run = new TestRun().emulated("a", "A");
        for (int prompt = 0; prompt < 10; prompt++) {
            int placed = prompt < 8 ? 4 : 2;
            run.add(sample("a").generated("g" + prompt, new GenerationJudgement("English", 5, 5, 4, placed)));
        }
        assertThat(sentences(run))
                .anyMatch(sentence -> sentence.startsWith(
                                "Of the utterances in English that A (EMULATED) was asked for, 80 % (95 % interval ")
                        && sentence.contains(" say something new, and the local model puts 90 % (95 % interval ")
                        && sentence.endsWith(" of those into their intent, n=10 prompts."));
    }

    @Test
    void findingAndAnsweringAreToldApart() {
        TestRun run = new TestRun().arm("a", "A");
        for (int i = 0; i < 100; i++) {
            run.add(sample("a")
                    .intended(i * MILLI)
                    .takes(90 * MILLI)
                    .retrieved("q" + i % 20, 3 * MILLI, i % 20 != 0, true));
        }
        assertThat(sentences(run))
                .anyMatch(sentence -> sentence.startsWith(
                                "A passage that holds the answer was found for 95 % (95 % interval ")
                        && sentence.endsWith(" of the questions to A, n=20 prompts; finding takes 3 ms at the median,"
                                + " answering another 87 ms."));
    }

    @Test
    void entitiesAreWeighedBySpansAndNotByUtterancesAlone() {
        EntitySpan city = new EntitySpan("city", 0, 4);
        TestRun run = new TestRun().arm("a", "A").arm("b", "B");
        for (int i = 0; i < 20; i++) {
            List<EntitySpan> found = i < 10 ? List.of(city) : List.of();
            run.add(sample("a").named("p" + i, new EntityJudgement(List.of(city), List.of(city), 0, 0, true)))
                    .add(sample("b").named("p" + i, new EntityJudgement(List.of(city), found, 0, 0, true)));
        }
        assertThat(sentences(run))
                .anyMatch(sentence -> sentence.startsWith(
                                "F1 over entities, each right only as a whole, is 100 % (95 % interval 83.9 % to 100"
                                        + " %) for A, n=20 spans; 66.7 % (95 % interval ")
                        && sentence.endsWith(" for B, n=20 spans."));
    }

    @Test
    void conflictsAreNamedAndWhereThereIsNoneThatIsSaid() {
        TestRun crossed = new TestRun().arm("a", "A");
        TestRun apart = new TestRun().arm("a", "A");
        for (int i = 0; i < 20; i++) {
            float off = i % 2 == 0 ? 1 : -1;
            crossed.add(sample("a").embedded("l" + i, "lost_card", 1, off / 10))
                    .add(sample("a").embedded("s" + i, "stolen_card", 1, -off / 10));
            apart.add(sample("a").embedded("l" + i, "lost_card", 1, off / 10))
                    .add(sample("a").embedded("h" + i, "hours", off / 10, 1));
        }
        assertThat(sentences(crossed))
                .first()
                .asString()
                .startsWith("By the vectors of A these intents are in each other's way: lost_card and stolen_card (");
        assertThat(sentences(apart))
                .first()
                .asString()
                .startsWith("By the vectors of A no two of 2 intents are shown to be in each other's way; of all 40"
                        + " utterances 0 % (95 % interval 0 % to 8.8 %) are nearer");
    }

    private static List<String> sentences(TestRun run) {
        return Verdicts.of(run.summary(), run.samples()).sentences();
    }
}
