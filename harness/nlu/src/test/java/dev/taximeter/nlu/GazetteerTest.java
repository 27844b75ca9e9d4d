package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GazetteerTest {
    private static final String[] TO_NEW_YORK = {"to", "new", "york"};
    private static final int[] LABELS = {0, 1, 2};

    @Test
    void aKnownValueIsFoundInAnotherText() {
        Gazetteer gazetteer = Gazetteer.of(List.<String[]>of(TO_NEW_YORK), List.of(LABELS), 1);
        assertThat(found(gazetteer, new String[] {"is", "new", "york", "far"}, null))
                .containsExactly("1-3:0");
        assertThat(found(gazetteer, new String[] {"new", "jersey"}, null)).isEmpty();
    }

    @Test
    void aValueIsKnownToItsOwnTextOnlyWhenAnotherHasIt() {
        Gazetteer alone = Gazetteer.of(List.<String[]>of(TO_NEW_YORK), List.of(LABELS), 1);
        assertThat(found(alone, TO_NEW_YORK, LABELS)).isEmpty();
        Gazetteer twice = Gazetteer.of(List.of(TO_NEW_YORK, TO_NEW_YORK), List.of(LABELS, LABELS), 1);
        assertThat(found(twice, TO_NEW_YORK, LABELS)).containsExactly("1-3:0");
    }

    private static List<String> found(Gazetteer gazetteer, String[] words, int @Nullable [] own) {
        List<String> found = new ArrayList<>();
        gazetteer.find(words, own, (start, end, type) -> found.add(start + "-" + end + ":" + type));
        return found;
    }
}
