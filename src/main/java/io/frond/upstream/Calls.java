package io.frond.upstream;

import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Wishes;
import java.time.Duration;

/** Calls that differ from the one that came in by who waits, and how long. */
final class Calls {
    private Calls() {}

    static Call onBehalfOf(Caller other, Call call) {
        return with(call.ask().onBehalfOf(other), call);
    }

    /** The same with what remains of the time that the client gave. */
    static Call within(Duration remaining, Call call) {
        var ask = call.ask();
        var wishes = ask.wishes();
        var shorter =
                new Wishes(wishes.route(), wishes.freshOnly(), wishes.keepNothing(), wishes.cachedOnly(), remaining);
        return with(new Ask(ask.id(), ask.body(), ask.fields(), shorter, ask.headers(), ask.caller()), call);
    }

    private static Call with(Ask ask, Call call) {
        return new Call(ask, call.route(), call.edits(), call.passages(), call.sources());
    }
}
