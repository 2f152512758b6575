package io.frond.model;

import org.jspecify.annotations.Nullable;

/**
 * How an answer ended.
 *
 * @param finish the {@code finish_reason} of the first choice ({@code stop}, {@code length}, {@code tool_calls} ...);
 *     empty where none was seen
 * @param reason why it did not succeed; null where it did
 * @param mended whether a second try has told the rest of it; the usage is then that of the second
 * @param lost tokens that were seen of the try which broke off before the second
 */
public record Ending(
        Outcome outcome,
        Usage usage,
        String finish,
        @Nullable Reason reason,
        boolean mended,
        long lost) {

    /** How an answer ended that one try has told. */
    public Ending(Outcome outcome, Usage usage, String finish, @Nullable Reason reason) {
        this(outcome, usage, finish, reason, false, 0);
    }

    /**
     * The same, put together from two tries.
     *
     * @param first how the first one ended
     */
    public Ending asMended(Ending first) {
        return new Ending(outcome, usage, finish, reason, true, lost + first.lost + first.usage.completion());
    }

    public static Ending succeeded(Usage usage, String finish) {
        return new Ending(Outcome.SUCCEEDED, usage, finish, null);
    }

    public static Ending failed(Reason reason, Usage usage) {
        return new Ending(Outcome.FAILED, usage, "", reason);
    }

    /** The client hung up. */
    public static Ending left(Usage usage) {
        return new Ending(Outcome.IGNORED, usage, "", Reason.CALLER_CANCELLED);
    }
}
