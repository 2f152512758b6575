package io.frond.account;

import io.frond.model.Ending;
import io.frond.model.Reason;
import io.frond.model.Served;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the end of an answer tells of its route, though no client has said it. */
public enum Sign {
    /** Another backend answered in place of the route's own. */
    FALLBACK,
    /** No backend answered, or the answer broke off. */
    FAILURE,
    /** The provider's filter withheld the answer or a part of it. */
    REFUSAL;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As metrics name it. */
    public String label() {
        return label;
    }

    /** The worst of an answer that has ended; null where nothing speaks against it. */
    static @Nullable Sign of(@Nullable Served served, Ending ending) {
        var failed = of(ending.reason());
        if (failed != null) {
            return failed;
        }
        if (ending.finish().equals("content_filter")) {
            return REFUSAL;
        }
        return served != null && !served.passed().isEmpty() ? FALLBACK : null;
    }

    /** Null where it is not the route's fault. */
    static @Nullable Sign of(@Nullable Reason reason) {
        return reason != null && reason.elsewhere() ? FAILURE : null;
    }
}
