package dev.taximeter.scenario;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.taximeter.model.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prompts of an exact length, made of common words that are one token each, with the space before, in every vocabulary of
 * OpenAI's models. So a text is as long in {@code o200k_base} as in {@code cl100k_base}; vocabularies of other vendors are
 * not public, and there it is that long in o200k tokens. The cache-busting word, which is put in front of a prompt when it
 * is sent, is counted in where there is one.
 */
final class SyntheticPrompts {
    /** What the model is asked when the scenario does not say. */
    static final String ASK = "Write a long story in which all of these words come up.";
    /** Room for the cache-busting word, the ask and a few words. */
    static final int FEWEST_TOKENS = 32;

    /** Any word of {@code load.CacheBuster}: they all have the same number of tokens. */
    private static final String CACHE_BUSTER = "[000000000000] ";

    private static final List<String> WORDS = Arrays.asList("""
        about across address afternoon airport animal apple argument article aspect audience autumn baby \
        background balance band base beach beauty behavior benefit birth blood boat book bottle box brain \
        bread bridge budget business camera capital car care case cat cell century chair change character \
        chart chicken choice circle class clock cloud coast coffee college column committee computer concert \
        conference contact contract copy cost couple court cream crew culture customer damage data daughter \
        deal debate decision demand desk device dinner director disease doctor dog doubt dress driver ear \
        east edge education effort election energy entry error event example exercise expert face factor \
        family father feeling figure finger fish floor food force form freedom front fuel fund game gas gift \
        glass gold grade ground growth guest hair hall harbor head heart height history holiday honor horse \
        hotel house ice image income industry information iron issue job judge jury kind kitchen lady lamp \
        language layer leaf leather lesson level life limit list load loss lunch magazine manager march \
        market master material meal measure media meeting memory metal middle mind minute mission moment \
        month moon mother mountain movement museum name nature network night north note number ocean office \
        operation option order owner pain pair parent part party pattern peace percentage period person \
        photo picture place plane plate pleasure poet police pool position potato practice president price \
        problem product program project proposal purpose quarter question radio range reaction reality \
        record region release request resource rest return ring risk road role room rose run sail sample \
        scale schedule science sea seat secret security selection sentence service share shirt shop shoulder \
        sign silver sister situation skill sky smile snow soil solution song source space speed sport square \
        standard state step stone storm strategy street structure study subject sugar sun surface switch \
        table taste tea team temperature test theory \
        """.strip().split("\\s+"));

    private final Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private final boolean cacheBuster;
    private final String ask;
    private final SplittableRandom random;

    /** @param cacheBuster whether a cache-busting word will be put in front of each */
    SyntheticPrompts(boolean cacheBuster, String ask, long seed) {
        this.cacheBuster = cacheBuster;
        this.ask = ask;
        this.random = new SplittableRandom(seed);
    }

    /** So many prompts for each of these lengths, one length's after the other's. */
    List<Prompt> make(List<Integer> lengths, int each) {
        List<Prompt> prompts = new ArrayList<>();
        for (int tokens : lengths) {
            for (int i = 1; i <= each; i++) {
                String id = String.format(Locale.ROOT, "t%d-%03d", tokens, i);
                prompts.add(new Prompt(id, text(tokens), null));
            }
        }
        return prompts;
    }

    /** The shortest prompt that can be made. */
    int fewestTokens() {
        return tokens(around(" word"));
    }

    /** How many tokens a prompt of this text has when it is sent. */
    int tokens(String text) {
        return encoding.countTokensOrdinary(cacheBuster ? CACHE_BUSTER + text : text);
    }

    /** @throws IllegalArgumentException if the ask alone is longer */
    private String text(int tokens) {
        int fillers = tokens - fewestTokens() + 1;
        if (fillers < 1) {
            throw new IllegalArgumentException("%d tokens are too few for what is asked".formatted(tokens));
        }
        String text = around(IntStream.range(0, fillers)
                .mapToObj(i -> " " + WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining()));
        if (tokens(text) != tokens) {
            throw new IllegalStateException("made %d tokens, wanted %d".formatted(tokens(text), tokens));
        }
        return text;
    }

    private String around(String fillers) {
        return "Words:" + fillers + ".\n\n" + ask;
    }
}
