package dev.taximeter.plan;

import dev.taximeter.model.Order;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Puts the segments of a trial's levels in an order that favours none of them. */
final class Levels {
    private Levels() {}

    /** @param levels the segments of each level, as if it were alone */
    static List<Segment> mixed(List<List<Segment>> levels, Order order, RandomGenerator random) {
        return switch (order) {
            case SIDE_BY_SIDE -> {
                List<Segment> mixed = new ArrayList<>();
                shuffled(levels, random).forEach(mixed::addAll);
                yield mixed;
            }
            case INTERLEAVED -> interleaved(levels, random);
        };
    }

    /** All warm-up, then block by block. */
    private static List<Segment> interleaved(List<List<Segment>> levels, RandomGenerator random) {
        List<Segment> mixed = new ArrayList<>();
        TreeMap<Integer, List<Segment>> blocks = new TreeMap<>();
        for (List<Segment> level : levels) {
            for (Segment segment : level) {
                if (segment.requests().isEmpty()
                        || segment.requests().getFirst().phase() == Phase.WARM_UP) {
                    mixed.add(segment);
                } else {
                    int block = segment.requests().getFirst().block();
                    blocks.computeIfAbsent(block, _ -> new ArrayList<>()).add(segment);
                }
            }
        }
        blocks.values().forEach(block -> mixed.addAll(shuffled(block, random)));
        return mixed;
    }

    private static <T> List<T> shuffled(List<T> items, RandomGenerator random) {
        Rounds order = new Rounds(random, items.size());
        List<T> shuffled = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            shuffled.add(items.get(order.at(i)));
        }
        return shuffled;
    }
}
