package dev.taximeter.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.CachePolicy;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Target;
import java.net.URI;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CacheBusterTest {
    private static final Target HTTP =
            new Target.Http(Dialect.OPENAI_CHAT, URI.create("http://127.0.0.1:1"), "m", null, null, Credential.NONE);
    private static final Target NLU = new Target.LocalNlu("encoder", 0.25, 1);
    private static final Prompt PROMPT = new Prompt("p1", "where is my parcel", "track_order");

    @Test
    void aLanguageModelGetsAWordInFrontAndALocalModelDoesNot() {
        CacheBuster buster = CacheBuster.of(CachePolicy.BUST, 42, 7);
        Prompt prepared = buster.prepared(PROMPT, HTTP, 3);
        assertThat(prepared.text()).isEqualTo(buster.word(3) + " where is my parcel");
        assertThat(prepared.id()).isEqualTo("p1");
        assertThat(prepared.expected()).isEqualTo("track_order");
        assertThat(buster.prepared(PROMPT, NLU, 3)).isSameAs(PROMPT);
    }

    @Test
    void allowedCachesGetThePromptAsItIs() {
        assertThat(CacheBuster.of(CachePolicy.ALLOW, 42, 7).prepared(PROMPT, HTTP, 3))
                .isSameAs(PROMPT);
    }

    @Test
    void noWordComesTwiceInARunAndAnotherRunHasOthers() {
        CacheBuster first = CacheBuster.of(CachePolicy.BUST, 42, 7);
        CacheBuster second = CacheBuster.of(CachePolicy.BUST, 42, 123_456_789);
        assertThat(LongStream.range(0, 100_000).mapToObj(first::word)).doesNotHaveDuplicates();
        assertThat(second.word(0)).isNotEqualTo(first.word(0));
    }
}
