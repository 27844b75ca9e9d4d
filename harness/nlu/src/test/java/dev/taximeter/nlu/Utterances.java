package dev.taximeter.nlu;

import static java.util.Objects.requireNonNull;

import dev.taximeter.model.LabelledUtterance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The small set of utterances of these tests: split, intent and text, parted by tabs. */
final class Utterances {
    private Utterances() {}

    static List<LabelledUtterance> of(String split) throws IOException {
        try (InputStream in = requireNonNull(Utterances.class.getResourceAsStream("/nlu/utterances.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .filter(cells -> cells[0].equals(split))
                    .map(cells -> new LabelledUtterance(cells[2], cells[1]))
                    .toList();
        }
    }
}
