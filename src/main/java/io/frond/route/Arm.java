package io.frond.route;

import org.jspecify.annotations.Nullable;

/**
 * One thing that can be done with a question, and how it is doing just now.
 *
 * @param route its name in the config
 * @param knowledge what is fetched from first; null where nothing is
 * @param tuned whether the backend is a fine-tuned model
 * @param seconds measured time to the first byte; 0 where nothing is known
 * @param price of an ordinary request, in the currency of the price list; 0 where nothing is known
 * @param open whether any endpoint takes calls
 */
public record Arm(
        String route,
        String backend,
        @Nullable String knowledge,
        boolean tuned,
        double seconds,
        double price,
        boolean open) {

    boolean retrieves() {
        return knowledge != null;
    }

    /** In words: {@code tuned}, {@code retrieve+tuned}, {@code retrieve+base} or {@code base}. */
    public String kind() {
        var model = tuned ? "tuned" : "base";
        return retrieves() ? "retrieve+" + model : tuned ? model : "base";
    }
}
