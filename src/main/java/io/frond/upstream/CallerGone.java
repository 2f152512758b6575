package io.frond.upstream;

import io.frond.model.Reason;
import io.frond.model.Refused;

/** What is said to nobody. */
final class CallerGone {
    private CallerGone() {}

    static Refused refused() {
        return Refused.of(Reason.CALLER_CANCELLED, "The client closed the connection before the answer.");
    }
}
