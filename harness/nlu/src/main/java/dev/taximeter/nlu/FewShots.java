package dev.taximeter.nlu;

import dev.taximeter.model.LabelledUtterance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Draws a few utterances of every label. */
public final class FewShots {
    private FewShots() {}

    /**
     * The places of up to {@code shots} utterances of each label, ascending. With one seed, fewer shots are a part of more:
     * a learning curve grows, it does not jump between samples. One label's draw does not depend on the others.
     *
     * @param shots at least 1
     */
    public static List<Integer> places(List<LabelledUtterance> utterances, int shots, long seed) {
        Map<String, List<Integer>> byLabel = new TreeMap<>();
        for (int i = 0; i < utterances.size(); i++) {
            byLabel.computeIfAbsent(utterances.get(i).intent(), label -> new ArrayList<>())
                    .add(i);
        }
        List<Integer> drawn = new ArrayList<>();
        byLabel.forEach((label, places) -> {
            Collections.shuffle(places, new Random(seed * 31 + label.hashCode()));
            drawn.addAll(places.subList(0, Math.min(shots, places.size())));
        });
        Collections.sort(drawn);
        return drawn;
    }
}
