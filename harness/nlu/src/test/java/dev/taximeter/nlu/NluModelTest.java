package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.LabelledUtterance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NluModelTest {
    private static final List<String> CITIES = List.of(
            "Rome", "Oslo", "New York", "Paris", "Berlin", "Los Angeles", "Lima", "Cairo", "Hong Kong", "Athens");
    private static final List<String> TIMES =
            List.of("nine", "noon", "half past two", "ten", "tomorrow morning", "seven", "midnight");

    private static Encoder encoder;
    private static List<LabelledUtterance> training;
    private static NluModel model;

    @BeforeAll
    static void train() throws IOException, InterruptedException {
        encoder = Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 1);
        training = training();
        EncodedUtterances encoded = EncodedUtterances.of(encoder, training, true);
        model = new NluModel(encoder, IntentModel.train(encoder, encoded, 1), EntityModel.train(encoded, 1));
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void knownAndUnknownValuesAreFoundInFreshUtterances() {
        String known = "🍕 please find me a flight to New York at noon";
        assertThat(found(known)).containsExactly("city=New York", "time=noon");
        assertThat(model.parse(known).intent().intent()).isEqualTo("book_flight");
        assertThat(found("book a flight to Madrid at nine")).containsExactly("city=Madrid", "time=nine");
        assertThat(found("what is the weather in Vienna")).containsExactly("city=Vienna");
        assertThat(found("thank you very much")).isEmpty();
    }

    @Test
    void aTypeInAnotherIntentIsNotMistaken() {
        assertThat(model.parse("play Paris by the river").entities())
                .extracting(EntitySpan::type)
                .doesNotContain("time");
    }

    @Test
    void anyTextGetsAnAnswerWithSpansInsideIt() {
        for (String text :
                List.of("", " ", "🍕", "東京 at nine", "x".repeat(3_000), "\u0000", "[SEP]", "a ".repeat(600))) {
            int length = text.codePointCount(0, text.length());
            assertThat(model.parse(text).entities())
                    .allSatisfy(span -> assertThat(span.end()).isLessThanOrEqualTo(length));
        }
    }

    @Test
    void encodedUtterancesGetTheAnswersOfSingleOnes() throws InterruptedException {
        EncodedUtterances some = EncodedUtterances.of(encoder, training.subList(0, 10), true);
        List<NluResult> answers = model.answers(some);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).isEqualTo(model.parse(training.get(i).text()));
        }
    }

    @Test
    void theSameSeedGivesTheSameEntityModelToTheLastBit() throws InterruptedException {
        EncodedUtterances encoded = EncodedUtterances.of(encoder, training, true);
        EntityModel first = EntityModel.train(encoded, 1);
        EntityModel twin = EntityModel.train(encoded, 1);
        assertThat(twin.field().pairWeights()).isEqualTo(first.field().pairWeights());
        assertThat(twin.field().vectorWeights()).isDeepEqualTo(first.field().vectorWeights());
    }

    @Test
    void aSavedModelAnswersAsBefore(@TempDir Path folder) throws IOException {
        NluModel strict = model.withOutOfScopeThreshold(0.4);
        strict.save(folder);
        NluModel loaded = NluModel.load(folder, null, 1);
        try (Encoder own = loaded.encoder()) {
            assertThat(own.name()).isEqualTo(encoder.name());
            assertThat(loaded.intents()).isEqualTo(model.intents());
            assertThat(loaded.types()).containsExactly("city", "time");
            assertThat(loaded.outOfScopeThreshold()).isEqualTo(0.4);
            for (String text : List.of("fly me to Oslo at ten", "weather in Lima", "hello", "")) {
                assertThat(loaded.parse(text)).isEqualTo(strict.parse(text));
            }
        }
    }

    @Test
    void aModelWithoutEntitiesIsSavedWithoutThem(@TempDir Path folder) throws IOException, InterruptedException {
        model.save(folder);
        EncodedUtterances encoded = EncodedUtterances.of(encoder, training, false);
        new NluModel(encoder, IntentModel.train(encoder, encoded, 1), null).save(folder);
        NluModel loaded = NluModel.load(folder, null, 1);
        try (Encoder own = loaded.encoder()) {
            assertThat(own.dimensions()).isEqualTo(encoder.dimensions());
            assertThat(loaded.types()).isEmpty();
            assertThat(loaded.parse("fly me to Oslo at ten").entities()).isEmpty();
        }
    }

    @Test
    void whatIsNoModelOrAnotherFormatIsExplained(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> NluModel.load(folder, null, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no saved model in");
        model.save(folder);
        Path description = folder.resolve("model.json");
        String json = Files.readString(description);
        Files.writeString(description, json.replace("\"taximeterModel\" : 1", "\"taximeterModel\" : 2"));
        assertThatThrownBy(() -> NluModel.load(folder, null, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is of format 2; this version reads format 1");
        Files.writeString(description, json.replace("\"encoderSha256\" : \"", "\"encoderSha256\" : \"0"));
        assertThatThrownBy(() -> NluModel.load(folder, null, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another encoder");
        Files.writeString(description, json);
        Files.delete(folder.resolve("entities.bin"));
        assertThatThrownBy(() -> NluModel.load(folder, null, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("entities.bin is missing");
    }

    @Test
    void theThresholdThatIsChosenFindsMostForTheAllowedLoss() throws InterruptedException {
        List<LabelledUtterance> validation = new ArrayList<>(training.subList(0, 40));
        for (String text : List.of("the cat sat on the mat", "prove this theorem", "my knee hurts", "seventeen bees")) {
            validation.add(new LabelledUtterance(text, LabelledUtterance.OUT_OF_SCOPE));
        }
        EncodedUtterances encoded = EncodedUtterances.of(encoder, training, false);
        OutOfScopeChoice choice = OutOfScopeChoice.of(
                IntentModel.train(encoder, encoded, 1), EncodedUtterances.of(encoder, validation, false));
        double believed = choice.rows().getFirst().inScopeRatio();
        OutOfScopeChoice.Row chosen = choice.rows().stream()
                .filter(row -> row.threshold() == choice.chosen())
                .findFirst()
                .orElseThrow();
        assertThat(chosen.inScopeRatio()).isGreaterThanOrEqualTo(believed - OutOfScopeChoice.GIVE_UP_RATIO);
        assertThat(choice.rows())
                .isSortedAccordingTo(Comparator.comparingDouble(OutOfScopeChoice.Row::threshold))
                .filteredOn(row -> row.inScopeRatio() >= believed - OutOfScopeChoice.GIVE_UP_RATIO)
                .allSatisfy(row -> assertThat(row.outOfScopeRatio()).isLessThanOrEqualTo(chosen.outOfScopeRatio()));
        assertThat(OutOfScopeChoice.isPossible(training)).isFalse();
        assertThat(OutOfScopeChoice.isPossible(validation)).isTrue();
    }

    private static List<String> found(String text) {
        return model.parse(text).entities().stream()
                .map(span -> span.type() + "=" + span.in(text))
                .toList();
    }

    /** Two frames with entities, two intents without; the words of the values vary. */
    private static List<LabelledUtterance> training() {
        List<LabelledUtterance> utterances = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            String city = CITIES.get(i % CITIES.size());
            String time = TIMES.get(i % TIMES.size());
            String flight = i % 3 == 0 ? "book a flight to " : i % 3 == 1 ? "fly me to " : "find me a flight to ";
            utterances.add(marked("book_flight", flight, "city", city, " at ", "time", time));
            String weather = i % 2 == 0 ? "what is the weather in " : "will it rain in ";
            utterances.add(marked("get_weather", weather, "city", city));
        }
        for (String thanks : List.of("thank you", "thanks a lot", "thanks for your help", "many thanks to you")) {
            utterances.add(new LabelledUtterance(thanks, "thank"));
        }
        for (String play : List.of("play a song", "play some jazz", "play the river", "play music by the band")) {
            utterances.add(new LabelledUtterance(play, "play_music"));
        }
        return utterances;
    }

    /** @param parts plain words, type and value, in turns of three */
    private static LabelledUtterance marked(String intent, String... parts) {
        StringBuilder text = new StringBuilder();
        List<EntitySpan> entities = new ArrayList<>();
        for (int i = 0; i + 2 < parts.length; i += 3) {
            text.append(parts[i]);
            int start = text.length();
            text.append(parts[i + 2]);
            entities.add(new EntitySpan(parts[i + 1], start, text.length()));
        }
        return new LabelledUtterance(text.toString(), intent, entities);
    }
}
