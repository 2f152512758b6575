package io.frond.model;

import org.jspecify.annotations.Nullable;

/**
 * How an answer ended.
 *
 * @param finish the {@code finish_reason} of the first choice ({@code stop}, {@code length}, {@code tool_calls} ...);
 *     empty where none was seen
 * @param reason why it did not succeed; null where it did
 */
public record Ending(
        Outcome outcome,
        Usage usage,
        String finish,
        @Nullable Reason reason) {

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
