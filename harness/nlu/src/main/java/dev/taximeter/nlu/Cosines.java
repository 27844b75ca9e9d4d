package dev.taximeter.nlu;

/** How alike two vectors are. */
final class Cosines {
    private Cosines() {}

    /** The cosine, −1..1, of two vectors that need not have length 1; 0 when either has none. */
    static double between(float[] one, float[] other) {
        double product = 0;
        double ofOne = 0;
        double ofOther = 0;
        for (int d = 0; d < one.length; d++) {
            product += one[d] * other[d];
            ofOne += one[d] * one[d];
            ofOther += other[d] * other[d];
        }
        return ofOne == 0 || ofOther == 0 ? 0 : product / Math.sqrt(ofOne * ofOther);
    }
}
