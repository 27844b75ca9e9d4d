package dev.taximeter.summary;

/**
 * How far an emulated arm's measured times are from what the emulator truly did. Each error is (client's duration) −
 * (emulator's duration), so no common clock is needed; it holds the loopback's two ways and everything that the client
 * adds. Nanoseconds; all requests with a stamp but those of the warm-up and those that the client gave up (timeout, cancel,
 * broken connection), which went on in the emulator.
 *
 * @param arm the arm's name
 * @param n matched requests, above 0
 * @param unmatched requests of the arm that found no stamp
 * @param ttftMedianNanos error of the time to first token; NaN when no request had content
 * @param ttftP99Nanos its 99th percentile by nearest rank
 * @param ttftMaxNanos its largest
 * @param endToEndMedianNanos error of the service time
 * @param endToEndP99Nanos its 99th percentile by nearest rank
 * @param endToEndMaxNanos its largest
 */
public record TruthAgreement(
        String arm,
        long n,
        long unmatched,
        double ttftMedianNanos,
        double ttftP99Nanos,
        double ttftMaxNanos,
        double endToEndMedianNanos,
        double endToEndP99Nanos,
        double endToEndMaxNanos) {}
