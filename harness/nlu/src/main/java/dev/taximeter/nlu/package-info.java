/**
 * Room: nlu. The local language model: it learns intents and entities from labelled utterances and finds them in new ones.
 *
 * <p>The way of an utterance: {@link dev.taximeter.nlu.WordPiece} cuts it into pieces of words,
 * {@link dev.taximeter.nlu.Encoder} turns them into one vector, {@link dev.taximeter.nlu.SoftmaxRegression} turns the
 * vector into a probability for each intent, {@link dev.taximeter.nlu.IntentModel} turns those into an answer.
 *
 * <p>Entities go the same way, token by token: {@link dev.taximeter.nlu.Token} cuts the text, the same inference gives a
 * vector for each token, {@link dev.taximeter.nlu.TokenFeatures} adds what can be read off the words, and
 * {@link dev.taximeter.nlu.LinearChainCrf} finds the best labels. {@link dev.taximeter.nlu.NluModel} is both together.
 *
 * <p>In: labelled utterances and a seed, or a saved model. Out: a {@link dev.taximeter.nlu.NluModel}, its
 * {@link dev.taximeter.nlu.NluResult}s, and how often they are right.
 *
 * <p>Never here: clocks, load, scenarios, intervals, sockets. The only files are encoders and saved models.
 */
@NullMarked
package dev.taximeter.nlu;

import org.jspecify.annotations.NullMarked;
