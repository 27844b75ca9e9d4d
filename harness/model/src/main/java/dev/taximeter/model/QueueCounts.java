package dev.taximeter.model;

/**
 * What a client of a queue saw over a run: nothing is lost or comes twice in silence.
 *
 * @param published requests that the broker took
 * @param answered requests whose answer came in time, each counted once
 * @param redelivered answers to requests that had been handed to a worker more than once
 * @param duplicates answers to requests that had been answered already; they were dropped
 * @param late answers that came after their call had given up; they were dropped
 * @param lost requests whose answer had not come when the client closed
 */
public record QueueCounts(long published, long answered, long redelivered, long duplicates, long late, long lost) {
    /** Nothing happened. */
    public static final QueueCounts NONE = new QueueCounts(0, 0, 0, 0, 0, 0);

    /** Both together, e.g. of two trials. */
    public QueueCounts plus(QueueCounts other) {
        return new QueueCounts(
                published + other.published,
                answered + other.answered,
                redelivered + other.redelivered,
                duplicates + other.duplicates,
                late + other.late,
                lost + other.lost);
    }
}
