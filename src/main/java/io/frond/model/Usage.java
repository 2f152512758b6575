package io.frond.model;

/**
 * Tokens as the provider reported them.
 *
 * @param prompt tokens read
 * @param completion tokens written
 * @param reported false while nothing was reported; the figures are then zero and must not be billed
 */
public record Usage(long prompt, long completion, boolean reported) {

    public static final Usage UNKNOWN = new Usage(0, 0, false);

    public static Usage of(long prompt, long completion) {
        return new Usage(prompt, completion, true);
    }
}
