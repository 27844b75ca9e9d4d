package dev.taximeter.nlu;

import java.util.Arrays;

/**
 * What the encoder makes of one text. Its arrays are its own: read them, do not write them. Thread-safe as long as
 * nobody does.
 */
public final class Encoding {
    private final float[] sentence;
    private final float[] pieces;

    private Encoding(float[] sentence, float[] pieces) {
        this.sentence = sentence;
        this.pieces = pieces;
    }

    /** @param pieces the vectors of all pieces, one after another; taken over, not copied */
    static Encoding of(float[] pieces) {
        return new Encoding(unitMean(pieces), pieces);
    }

    /** The text as a whole: {@link Encoder#DIMENSIONS} numbers, of length 1. */
    public float[] sentence() {
        return sentence;
    }

    /** Pieces of the text, with the two at its ends; at least 2. */
    public int pieceCount() {
        return pieces.length / Encoder.DIMENSIONS;
    }

    /**
     * The vector of one piece, in its context; {@link Encoder#DIMENSIONS} numbers. A copy.
     *
     * @param index 0 is the start piece
     */
    public float[] piece(int index) {
        return Arrays.copyOfRange(pieces, index * Encoder.DIMENSIONS, (index + 1) * Encoder.DIMENSIONS);
    }

    /**
     * What a classifier learns from: the sentence vector, then the greatest value of each dimension over all pieces, again
     * of length 1; {@link Encoder#FEATURES} numbers. A mean drowns one telling word in a long utterance, a maximum keeps
     * it: on CLINC150's validation set that is a quarter to half a point of accuracy.
     */
    public float[] features() {
        float[] greatest = new float[Encoder.DIMENSIONS];
        Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
        for (int from = 0; from < pieces.length; from += greatest.length) {
            for (int d = 0; d < greatest.length; d++) {
                greatest[d] = Math.max(greatest[d], pieces[from + d]);
            }
        }
        scaleToUnit(greatest);
        float[] features = Arrays.copyOf(sentence, Encoder.FEATURES);
        System.arraycopy(greatest, 0, features, sentence.length, greatest.length);
        return features;
    }

    /** The mean of the pieces' vectors, scaled to length 1: how the model was trained to tell sentences apart. */
    private static float[] unitMean(float[] pieces) {
        float[] sum = new float[Encoder.DIMENSIONS];
        for (int from = 0; from < pieces.length; from += sum.length) {
            for (int d = 0; d < sum.length; d++) {
                sum[d] += pieces[from + d];
            }
        }
        scaleToUnit(sum);
        return sum;
    }

    private static void scaleToUnit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float scale = (float) (1 / Math.sqrt(Math.max(squares, Float.MIN_NORMAL)));
        for (int d = 0; d < vector.length; d++) {
            vector[d] *= scale;
        }
    }
}
