package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.EntitySpan;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpanLabelsTest {
    private static final SpanLabels LABELS = new SpanLabels(List.of("city", "time"));

    @Test
    void aSpanIsItsFirstTokenAndTheOthers() {
        List<Token> tokens = Token.of("to New York at nine");
        List<EntitySpan> spans = List.of(new EntitySpan("city", 3, 11), new EntitySpan("time", 15, 19));
        assertThat(LABELS.labels(tokens, spans)).containsExactly(0, 1, 2, 0, 3);
        assertThat(LABELS.spans(tokens, new int[] {0, 1, 2, 0, 3})).isEqualTo(spans);
    }

    @Test
    void neighboursOfOneTypeStayTwoSpans() {
        List<Token> tokens = Token.of("Rome Oslo");
        List<EntitySpan> spans = List.of(new EntitySpan("city", 0, 4), new EntitySpan("city", 5, 9));
        assertThat(LABELS.labels(tokens, spans)).containsExactly(1, 1);
        assertThat(LABELS.spans(tokens, new int[] {1, 1})).isEqualTo(spans);
    }

    @Test
    void offsetsCountCodePoints() {
        List<Token> tokens = Token.of("🍕 in Rome");
        EntitySpan rome = new EntitySpan("city", 5, 9);
        assertThat(LABELS.spans(tokens, LABELS.labels(tokens, List.of(rome)))).containsExactly(rome);
        assertThat(rome.in("🍕 in Rome")).isEqualTo("Rome");
    }

    @Test
    void anySpansOfWholeTokensComeBack() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Token> tokens = Token.of("a bb, ccc 🍕 d-e f");
            List<EntitySpan> spans = new ArrayList<>();
            for (int i = random.nextInt(3); i < tokens.size(); i += 1 + random.nextInt(3)) {
                int last = Math.min(tokens.size() - 1, i + random.nextInt(3));
                String type = random.nextBoolean() ? "city" : "time";
                spans.add(new EntitySpan(
                        type, tokens.get(i).start(), tokens.get(last).end()));
                i = last;
            }
            assertThat(LABELS.spans(tokens, LABELS.labels(tokens, spans)))
                    .as("seed %d", seed)
                    .isEqualTo(spans);
        }
    }

    @Test
    void anotherTokenOfASpanFollowsOnlyItsOwnType() {
        assertThat(SpanLabels.mayFollow(1, 2)).isTrue();
        assertThat(SpanLabels.mayFollow(2, 2)).isTrue();
        assertThat(SpanLabels.mayFollow(0, 2)).isFalse();
        assertThat(SpanLabels.mayFollow(3, 2)).isFalse();
        assertThat(SpanLabels.mayFollow(2, 3)).isTrue();
    }
}
