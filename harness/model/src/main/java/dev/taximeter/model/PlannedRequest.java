package dev.taximeter.model;

/**
 * One request before it happens.
 *
 * @param seq position in the whole plan, 0-based
 * @param block within the trial, 0-based; the unit of comparison; 0 in warm-up
 * @param arm index into the scenario's arms
 * @param phase warm-up or measure
 * @param offsetNanos intended start after the start of its segment, at least 0; 0 in a closed loop, where the moment that
 *     a user is ready is the intended start
 * @param prompt index into the workload's prompts
 * @param level index into the scenario's sweep; 0 when it has none. In a conversation it is the turn, 0-based: the turns of
 *     one conversation follow one another in their segment with the same offset, and all but the first are due when the
 *     user has read the answer before and has thought
 */
public record PlannedRequest(long seq, int block, int arm, Phase phase, long offsetNanos, int prompt, int level) {

    /** A request of a plan without a sweep. */
    public PlannedRequest(long seq, int block, int arm, Phase phase, long offsetNanos, int prompt) {
        this(seq, block, arm, phase, offsetNanos, prompt, 0);
    }

    /** The same request in another block and phase. */
    public PlannedRequest in(int newBlock, Phase newPhase) {
        return new PlannedRequest(seq, newBlock, arm, newPhase, offsetNanos, prompt, level);
    }

    /** The same request, due so much earlier. */
    public PlannedRequest earlier(long nanos) {
        return new PlannedRequest(seq, block, arm, phase, offsetNanos - nanos, prompt, level);
    }

    /** The same request at another place of the plan. */
    public PlannedRequest at(long newSeq) {
        return new PlannedRequest(newSeq, block, arm, phase, offsetNanos, prompt, level);
    }
}
