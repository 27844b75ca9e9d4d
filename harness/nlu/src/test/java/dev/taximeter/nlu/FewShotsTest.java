package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.LabelledUtterance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FewShotsTest {
    private final List<LabelledUtterance> utterances = new ArrayList<>();

    FewShotsTest() {
        for (int i = 0; i < 50; i++) {
            utterances.add(new LabelledUtterance("u" + i, i < 3 ? "rare" : i % 2 == 0 ? "even" : "odd"));
        }
    }

    @Test
    void everyLabelGetsItsShareAndNoMoreThanItHas() {
        Map<String, Long> counts = FewShots.places(utterances, 5, 1).stream()
                .map(place -> utterances.get(place).intent())
                .collect(Collectors.groupingBy(intent -> intent, Collectors.counting()));
        assertThat(counts).isEqualTo(Map.of("rare", 3L, "even", 5L, "odd", 5L));
    }

    @Test
    void fewerAreAPartOfMoreAndTheSeedDecides() {
        List<Integer> three = FewShots.places(utterances, 3, 7);
        assertThat(FewShots.places(utterances, 8, 7)).containsAll(three).isSorted();
        assertThat(FewShots.places(utterances, 3, 7)).isEqualTo(three);
        assertThat(FewShots.places(utterances, 3, 8)).isNotEqualTo(three);
    }
}
