package io.frond.config;

import java.util.List;

/**
 * Names of what can be plugged in, by kind; the first of each is the default.
 *
 * @param dialects of model providers
 * @param balancers over the endpoints of a backend
 * @param indexes for knowledge
 */
public record Names(List<String> dialects, List<String> balancers, List<String> indexes) {

    public Names {
        dialects = List.copyOf(dialects);
        balancers = List.copyOf(balancers);
        indexes = List.copyOf(indexes);
        if (dialects.isEmpty() || balancers.isEmpty() || indexes.isEmpty()) {
            throw new IllegalArgumentException("every kind of plug-in needs at least one name");
        }
    }
}
