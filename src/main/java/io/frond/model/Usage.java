package io.frond.model;

/**
 * Tokens of an answer.
 *
 * @param prompt tokens read, the cached ones included
 * @param cached tokens read that the provider had in its own cache
 * @param cacheWritten tokens read, not cached before, that the provider has put into its cache
 * @param completion tokens written, those of reasoning included
 * @param reasoning tokens written that are not part of the answer's text
 * @param basis where the figures come from; all are zero where it is {@code NONE}
 */
public record Usage(long prompt, long cached, long cacheWritten, long completion, long reasoning, Basis basis) {

    /** How far figures can be trusted. */
    public enum Basis {
        /** The provider said so. */
        REPORTED,
        /** The provider did not say, because the client left or the stream broke: computed from what was seen. */
        ESTIMATED,
        /** Nothing is known, and nothing must be billed. */
        NONE
    }

    public static final Usage UNKNOWN = new Usage(0, 0, 0, 0, 0, Basis.NONE);

    /** As reported, without details. */
    public static Usage of(long prompt, long completion) {
        return of(prompt, 0, completion, 0);
    }

    /** As reported. */
    public static Usage of(long prompt, long cached, long completion, long reasoning) {
        return new Usage(prompt, cached, 0, completion, reasoning, Basis.REPORTED);
    }

    /** The same, of which the provider has put so many tokens into its cache. */
    public Usage cacheWritten(long tokens) {
        return new Usage(prompt, cached, tokens, completion, reasoning, basis);
    }

    /** Computed from what was seen. */
    public static Usage estimated(long prompt, long completion) {
        return new Usage(prompt, 0, 0, completion, 0, Basis.ESTIMATED);
    }

    /** Whether the provider gave the figures. */
    public boolean reported() {
        return basis == Basis.REPORTED;
    }

    /** All tokens, read and written. */
    public long total() {
        return prompt + completion;
    }
}
