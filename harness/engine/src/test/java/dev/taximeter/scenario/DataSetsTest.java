package dev.taximeter.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
    @TempDir
    Path folder;

    @Test
    void csvFieldsMayBeQuotedAndSpanLines() throws Exception {
        DataSet data = read("d.csv", "\uFEFFtext,intent,split\r\n\"a, \"\"b\"\"\nc\",x,train\r\nd,y,test\r\n");
        assertThat(data.training()).containsExactly(new LabelledUtterance("a, \"b\"\nc", "x"));
        assertThat(data.prompts()).containsExactly(new Prompt("t0001", "d", "y"));
        assertThat(data.intents()).containsExactly("x", "y");
    }

    @Test
    void columnsMayComeInAnyOrder() throws Exception {
        DataSet data = read("d.csv", "split,intent,text\ntest,x,a\ntrain,y,b\n");
        assertThat(data.prompts()).containsExactly(new Prompt("t0001", "a", "x"));
    }

    @Test
    void clincTrainsOnTrainAndAsksTestWithOutOfScope() throws Exception {
        DataSet data = read("d.json", """
            {"oos_val": [["v", "oos"]], "val": [["w", "x"]], "train": [["a", "x"], ["b", "y"]],
             "oos_test": [["o", "oos"]], "test": [["c", "x"], ["d", "y"]], "oos_train": [["p", "oos"]]}
            """);
        assertThat(data.training())
                .containsExactly(
                        new LabelledUtterance("a", "x"),
                        new LabelledUtterance("b", "y"),
                        new LabelledUtterance("p", LabelledUtterance.OUT_OF_SCOPE));
        assertThat(data.prompts())
                .containsExactly(
                        new Prompt("t0001", "o", "oos"), new Prompt("t0002", "c", "x"), new Prompt("t0003", "d", "y"));
        assertThat(data.intents()).containsExactly("x", "y");
    }

    @Test
    void jsonLinesHoldOneUtteranceEach() throws Exception {
        DataSet data = read("d.jsonl", """
            {"text": "a", "intent": "x", "split": "train"}

            {"intent": "y", "split": "test", "text": "b \\u00e9"}
            """);
        assertThat(data.training()).containsExactly(new LabelledUtterance("a", "x"));
        assertThat(data.prompts()).containsExactly(new Prompt("t0001", "b é", "y"));
    }

    @Test
    void withoutSplitEveryIntentIsSplitSeventyToThirty() throws Exception {
        DataSet data = read("d.csv", withoutSplit(100));
        assertThat(data.training()).hasSize(140);
        for (String intent : List.of("x", "y")) {
            assertThat(data.prompts())
                    .filteredOn(prompt -> intent.equals(prompt.expected()))
                    .hasSize(30);
        }
        assertThat(data.training())
                .extracting(LabelledUtterance::text)
                .doesNotContainAnyElementsOf(
                        data.prompts().stream().map(Prompt::text).toList());
    }

    @Test
    void theSameSeedSplitsAlikeAndAnotherOtherwise() throws Exception {
        Path file = Files.writeString(folder.resolve("s.csv"), withoutSplit(50));
        assertThat(split(file, 7)).isEqualTo(split(file, 7));
        assertThat(split(file, 7)).isNotEqualTo(split(file, 8));
    }

    @Test
    void anIntentWithOneUtteranceIsTrained() throws Exception {
        DataSet data = read("d.csv", "text,intent\na,x\nb,x\nc,y\n");
        assertThat(data.training()).contains(new LabelledUtterance("c", "y")).hasSize(2);
        assertThat(data.prompts()).extracting(Prompt::expected).containsExactly("x");
    }

    @Test
    void problemsBehindAQuotedFieldHaveTheirTrueLine() throws Exception {
        Problems problems = new Problems();
        Path file = Files.writeString(folder.resolve("d.csv"), "text,intent\n\"a\nb\nc\",x\n,y\n");
        DataSets.read(file, 1, problems);
        assertThat(problemsOf(problems))
                .anySatisfy(problem -> assertThat(problem.line()).isEqualTo(5));
    }

    private static List<Problem> problemsOf(Problems problems) {
        try {
            problems.throwIfAny();
            return List.of();
        } catch (ScenarioException e) {
            return e.problems();
        }
    }

    private static List<Prompt> split(Path file, long seed) throws IOException {
        DataSet data = DataSets.read(file, seed, new Problems());
        assertThat(data).isNotNull();
        return data.prompts();
    }

    private static String withoutSplit(int perIntent) {
        StringBuilder csv = new StringBuilder("text,intent\n");
        IntStream.range(0, perIntent)
                .forEach(
                        i -> csv.append("x").append(i).append(",x\ny").append(i).append(",y\n"));
        return csv.toString();
    }

    private DataSet read(String name, String text) throws Exception {
        Problems problems = new Problems();
        DataSet data = DataSets.read(Files.writeString(folder.resolve(name), text), 1, problems);
        problems.throwIfAny();
        assertThat(data).isNotNull();
        return data;
    }
}
