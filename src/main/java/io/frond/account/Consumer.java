package io.frond.account;

import java.util.List;

/**
 * Who used what: that by which usage is told apart. Texts are empty where there is nothing to tell.
 *
 * @param key the name of the key
 * @param model as it was asked of the backend
 * @param backend who answered; empty where none did
 * @param tags sorted, {@code project=x,team=search}
 */
record Consumer(String tenant, String key, String route, String model, String backend, String tags) {
    private static final String OTHER = "other";

    /** The same, what callers can choose freely left out. */
    Consumer coarse() {
        return new Consumer(tenant, key, route, OTHER, backend, tags.isEmpty() ? "" : OTHER);
    }

    List<String> parts() {
        return List.of(tenant, key, route, model, backend, tags);
    }

    static Consumer of(List<String> parts) {
        return new Consumer(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5));
    }
}
