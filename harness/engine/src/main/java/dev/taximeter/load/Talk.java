package dev.taximeter.load;

import dev.taximeter.model.Message;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * The turns that one user takes, one after another, and what was said so far. Outside of conversations it is a single
 * request that nothing was said before. Not for two threads at once; each turn's thread starts the next one's.
 */
final class Talk {
    private final List<PlannedRequest> turns;
    private final List<Message> said = new ArrayList<>();
    private int begun;

    private Talk(List<PlannedRequest> turns) {
        this.turns = List.copyOf(turns);
    }

    /** All talks of a segment, in the order of their first turns. */
    static List<Talk> of(List<PlannedRequest> requests, Workload workload) {
        if (workload.conversations().isEmpty()) {
            return requests.stream().map(request -> new Talk(List.of(request))).toList();
        }
        List<Talk> talks = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= requests.size(); i++) {
            if (i == requests.size() || requests.get(i).level() == 0) {
                talks.add(new Talk(requests.subList(from, i)));
                from = i;
            }
        }
        return talks;
    }

    /** The same talk from its beginning, as requests whose sequence numbers are so much higher. */
    Talk again(long seqs) {
        return new Talk(turns.stream().map(turn -> turn.at(turn.seq() + seqs)).toList());
    }

    PlannedRequest first() {
        return turns.getFirst();
    }

    boolean isOver() {
        return begun == turns.size();
    }

    /** The next turn, which begins now. */
    PlannedRequest next() {
        return turns.get(begun++);
    }

    /** Ends it early: the turns that will not come. */
    List<PlannedRequest> rest() {
        List<PlannedRequest> rest = turns.subList(begun, turns.size());
        begun = turns.size();
        return rest;
    }

    /** What was said before the current turn. */
    List<Message> said() {
        return said;
    }

    /** The current turn was answered. */
    void heard(Prompt prompt, String answer) {
        if (!isOver()) {
            said.add(new Message(Message.Role.USER, prompt.text()));
            said.add(new Message(Message.Role.ASSISTANT, answer));
        }
    }
}
