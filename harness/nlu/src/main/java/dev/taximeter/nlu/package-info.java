/**
 * Room: nlu. The local language model: it learns intents from labelled utterances and tells the intent of new ones.
 *
 * <p>The way of an utterance: {@link dev.taximeter.nlu.WordPiece} cuts it into pieces of words,
 * {@link dev.taximeter.nlu.Encoder} turns them into one vector, {@link dev.taximeter.nlu.SoftmaxRegression} turns the
 * vector into a probability for each intent, {@link dev.taximeter.nlu.IntentModel} turns those into an answer.
 *
 * <p>In: labelled utterances and a seed. Out: an {@link dev.taximeter.nlu.IntentModel} and its
 * {@link dev.taximeter.nlu.IntentResult}s.
 *
 * <p>Never here: clocks, load, files of the project, sockets.
 */
@NullMarked
package dev.taximeter.nlu;

import org.jspecify.annotations.NullMarked;
