package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Caller;

/** Calls that differ from the one that came in by who waits. */
final class Calls {
    private Calls() {}

    static Call onBehalfOf(Caller other, Call call) {
        return call.asking(call.ask().onBehalfOf(other));
    }
}
