package dev.taximeter.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.LabelledUtterance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusLoaderTest {
    private static final EntitySpan ROME = new EntitySpan("city", 5, 9);

    @TempDir
    Path folder;

    @Test
    void csvMarksEntitiesByCodePoints() throws Exception {
        Corpus corpus = CorpusLoader.load(
                write(
                        "d.csv",
                        "text,intent,entities\n🍕 in Rome,go,city:5-9\nhello,greet,\nbye,greet,\nRome,go,city:0-4\n"),
                1);
        assertThat(corpus.name()).isEqualTo("d");
        assertThat(all(corpus)).contains(new LabelledUtterance("🍕 in Rome", "go", List.of(ROME)));
        assertThat(corpus.test()).hasSize(2);
        assertThat(corpus.training()).hasSize(2);
    }

    @Test
    void jsonLinesMarkEntitiesAndSayTheirSplit() throws Exception {
        Corpus corpus = CorpusLoader.load(write("d.jsonl", """
            {"text": "🍕 in Rome", "intent": "go", "split": "train", "entities": [{"type": "city", "start": 5, "end": 9}]}
            {"text": "a", "intent": "x", "split": "validation"}
            {"text": "b", "intent": "x", "split": "test", "entities": []}
            """), 1);
        assertThat(corpus.training()).containsExactly(new LabelledUtterance("🍕 in Rome", "go", List.of(ROME)));
        assertThat(corpus.validation()).containsExactly(new LabelledUtterance("a", "x"));
        assertThat(corpus.test()).containsExactly(new LabelledUtterance("b", "x"));
    }

    @Test
    void snipsJoinsItsPartsAndReadsLatin1WhereItIs() throws Exception {
        Files.createDirectories(folder.resolve("full"));
        write("full/train_Go_full.json", """
            {"Go": [{"data": [{"text": "🍕 in "}, {"text": "Rome", "entity": "city"}, {"text": "!"}]}]}
            """);
        write("full/train_Go.json", "{\"Go\": [{\"data\": [{\"text\": \"a part of the full one\"}]}]}");
        Files.write(
                folder.resolve("validate_Go.json"),
                "{\"Go\": [{\"data\": [{\"text\": \"caf\u00e9\", \"entity\": \"place\"}]}]}"
                        .getBytes(StandardCharsets.ISO_8859_1));
        Corpus corpus = CorpusLoader.load(folder, 1);
        assertThat(corpus.training()).containsExactly(new LabelledUtterance("🍕 in Rome!", "Go", List.of(ROME)));
        assertThat(corpus.test())
                .containsExactly(new LabelledUtterance("café", "Go", List.of(new EntitySpan("place", 0, 4))));
    }

    @Test
    void bankingHasCategoriesInTwoFilesAndFieldsOverLines() throws Exception {
        write("train.csv", "text,category\n\"my card,\nplease\",card\nhello,greet\n");
        write("test.csv", "text,category\ncard,card\n");
        write("LICENSE", "\n  Some Licence 4.0\nmore\n");
        Corpus corpus = CorpusLoader.load(folder, 1);
        assertThat(corpus.training())
                .containsExactly(
                        new LabelledUtterance("my card,\nplease", "card"), new LabelledUtterance("hello", "greet"));
        assertThat(corpus.test()).containsExactly(new LabelledUtterance("card", "card"));
        assertThat(corpus.licence()).isEqualTo("Some Licence 4.0");
        assertThat(corpus.sha256()).hasSize(64);
    }

    @Test
    void clincKeepsItsValidationPart() throws Exception {
        Corpus corpus = CorpusLoader.load(write("data_full.json", """
            {"train": [["a", "x"]], "val": [["b", "x"]], "oos_val": [["c", "oos"]], "test": [["d", "x"]]}
            """), 1);
        assertThat(corpus.validation())
                .containsExactly(new LabelledUtterance("b", "x"), new LabelledUtterance("c", "oos"));
    }

    @Test
    void everyMistakeIsToldAtOnce() throws Exception {
        Path file = write("d.csv", """
            text,intent,split,entities
            Rome,go,train,city:0-9
            Rome,go,train,city
            to Rome,go,train,city:3-7 place:4-6
            Rome,go,tran,
            """);
        assertThatThrownBy(() -> CorpusLoader.load(file, 1))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("d.csv:2:1: the entity city ends at 9, the text at 4")
                .hasMessageContaining("d.csv:3:1: the entities 'city' cannot be read; expected marks such as city:5-11")
                .hasMessageContaining("d.csv:4:1: the entity place begins at 4, inside another")
                .hasMessageContaining("d.csv:5:1: the split 'tran' is unknown");
        assertThatThrownBy(() -> CorpusLoader.load(Files.createDirectories(folder.resolve("empty")), 1))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("the folder has no known data");
        Path lines =
                write("d.jsonl", "{\"text\": \"Rome\", \"intent\": \"go\", \"entities\": [{\"type\": \"city\"}]}\n");
        assertThatThrownBy(() -> CorpusLoader.load(lines, 1))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("the entities cannot be read; expected a list of");
    }

    private static List<LabelledUtterance> all(Corpus corpus) {
        return java.util.stream.Stream.concat(corpus.training().stream(), corpus.test().stream())
                .toList();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
