package dev.taximeter.model;

import java.util.List;

/**
 * What questions are answered from.
 *
 * @param passages of the knowledge base, at least one
 * @param retrieved how many are put before each question, at least 1
 */
public record Knowledge(List<String> passages, int retrieved) {
    public Knowledge {
        passages = List.copyOf(passages);
    }
}
