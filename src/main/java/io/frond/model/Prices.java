package io.frond.model;

import org.jspecify.annotations.Nullable;

/** What models cost. Never changes; a new configuration brings another. */
@FunctionalInterface
public interface Prices {

    /**
     * Of a model at a backend; null where nobody has said it, which is not the same as free.
     *
     * @param backend its name in the configuration
     * @param model the name that the backend was asked for
     */
    @Nullable
    Price of(String backend, String model);
}
