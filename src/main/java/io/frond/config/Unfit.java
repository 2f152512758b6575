package io.frond.config;

import org.jspecify.annotations.Nullable;

/** A value that its key cannot take: thrown by a {@link Kind}, caught by the section, which knows the place. */
final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final @Nullable String meant;

    Unfit(String problem) {
        this(problem, null);
    }

    Unfit(String problem, @Nullable String meant) {
        super(problem, null, false, false);
        this.problem = problem;
        this.meant = meant;
    }

    /** The same, when the suggestion could repeat what a variable holds. */
    Unfit withoutSuggestion() {
        return new Unfit(problem);
    }

    String problem() {
        return problem;
    }

    @Nullable
    String meant() {
        return meant;
    }
}
