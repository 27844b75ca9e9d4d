package dev.taximeter.scenario;

import dev.taximeter.model.LabelledUtterance;
import java.util.List;

/**
 * A set of labelled utterances in its parts.
 *
 * @param name of its folder or file, for reports
 * @param training to learn from; not empty
 * @param validation to choose settings by; empty when the data have no such part
 * @param test to judge by, never to choose by; empty when the data have no such part
 * @param sha256 hash over the files that were read, in their order; 64 hexadecimal digits
 * @param licence the first line of a licence file beside the data; empty when there is none
 */
public record Corpus(
        String name,
        List<LabelledUtterance> training,
        List<LabelledUtterance> validation,
        List<LabelledUtterance> test,
        String sha256,
        String licence) {
    public Corpus {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }
}
