package dev.taximeter.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.taximeter.model.Prompt;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SyntheticPromptsTest {
    private static final EncodingRegistry VOCABULARIES = Encodings.newLazyEncodingRegistry();

    @Test
    void aPromptIsExactlyAsLongAsWantedInTheVocabulariesOfAllModelsThatLive() {
        List<Prompt> prompts = new SyntheticPrompts(false, SyntheticPrompts.ASK, 1).make(List.of(32, 100, 5_000), 3);
        for (EncodingType type : List.of(EncodingType.O200K_BASE, EncodingType.CL100K_BASE)) {
            Encoding vocabulary = VOCABULARIES.getEncoding(type);
            assertThat(prompts)
                    .extracting(prompt -> vocabulary.countTokensOrdinary(prompt.text()))
                    .containsExactly(32, 32, 32, 100, 100, 100, 5_000, 5_000, 5_000);
        }
        assertThat(prompts).extracting(Prompt::text).doesNotHaveDuplicates();
        assertThat(prompts).extracting(Prompt::id).startsWith("t32-001", "t32-002");
    }

    @Test
    void theCacheBustingWordIsCountedInWhateverItIs() {
        Prompt prompt = new SyntheticPrompts(true, SyntheticPrompts.ASK, 1)
                .make(List.of(64), 1)
                .getFirst();
        Stream.of("[000000000000] ", "[999999999999] ", "[004294967295] ", "[123123123123] ")
                .forEach(word -> Stream.of(EncodingType.O200K_BASE, EncodingType.CL100K_BASE)
                        .forEach(type -> assertThat(
                                        VOCABULARIES.getEncoding(type).countTokensOrdinary(word + prompt.text()))
                                .isEqualTo(64)));
    }

    @Test
    void theSameSeedMakesTheSamePrompts() {
        assertThat(new SyntheticPrompts(true, "Why?", 7).make(List.of(80), 2))
                .isEqualTo(new SyntheticPrompts(true, "Why?", 7).make(List.of(80), 2))
                .isNotEqualTo(new SyntheticPrompts(true, "Why?", 8).make(List.of(80), 2));
    }

    @Test
    void aLengthThatTheAskAloneExceedsIsRefused() {
        SyntheticPrompts prompts = new SyntheticPrompts(true, "Why? ".repeat(100), 7);
        assertThatThrownBy(() -> prompts.make(List.of(80), 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
