package dev.taximeter.chart;

/** A smooth picture of where values lie: Gaussian kernels of Silverman's width, 0.9 · min(σ, IQR / 1.34) · n^(−1/5). */
final class Density {
    private Density() {}

    /**
     * The density at evenly spaced places, up to a common factor.
     *
     * @param sorted ascending, at least two
     */
    static double[] at(double[] sorted, double from, double to, int places) {
        double width = Math.max(width(sorted), (to - from) / places);
        double[] density = new double[places];
        double step = (to - from) / (places - 1);
        for (double value : sorted) {
            int first = (int) Math.ceil((value - 4 * width - from) / step);
            int last = (int) Math.floor((value + 4 * width - from) / step);
            for (int i = Math.max(0, first); i <= Math.min(places - 1, last); i++) {
                double z = (from + i * step - value) / width;
                density[i] += Math.exp(-z * z / 2);
            }
        }
        return density;
    }

    private static double width(double[] sorted) {
        int n = sorted.length;
        double mean = 0;
        for (double v : sorted) {
            mean += v / n;
        }
        double squares = 0;
        for (double v : sorted) {
            squares += (v - mean) * (v - mean);
        }
        double sigma = Math.sqrt(squares / (n - 1));
        double spread = (sorted[n * 3 / 4] - sorted[n / 4]) / 1.34;
        return 0.9 * (spread > 0 ? Math.min(sigma, spread) : sigma) * Math.pow(n, -0.2);
    }
}
