package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Priority;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint has to offer to a call before it is made: a place, and a share of the provider's quota. Both or
 * nothing. Thread-safe.
 */
final class Door {
    private final Cap cap;
    private final @Nullable Rates rates;

    Door(Cap cap, BackendConfig.Cap limits, Clock clock) {
        this.cap = cap;
        this.rates = Rates.of(limits, clock);
    }

    /** What a call goes through once it has claimed. */
    Upstream upstream() {
        return rates == null ? cap : new Rated(cap, rates);
    }

    int limit() {
        return cap.limit();
    }

    boolean hasRoom(Call call) {
        return cap.hasRoom(priority(call));
    }

    /** Until the quota has enough for it; zero mostly. */
    Duration rest(Call call) {
        return rates == null ? Duration.ZERO : rates.rest(call);
    }

    /** The quota first: a place that is taken and given back would have to be offered to those who wait. */
    boolean claim(Call call) {
        if (rates == null) {
            return cap.claim(priority(call));
        }
        if (!rates.claim(call)) {
            return false;
        }
        if (cap.claim(priority(call))) {
            return true;
        }
        rates.giveBack(call);
        return false;
    }

    /** The call was not made after all. */
    void giveBack(Call call) {
        if (rates != null) {
            rates.giveBack(call);
        }
        cap.giveBack();
    }

    void inherit(Door before) {
        if (rates != null && before.rates != null) {
            rates.inherit(before.rates);
        }
    }

    /** Nobody waits for a place here any more. */
    void leave() {
        cap.leave();
    }

    private static Priority priority(Call call) {
        return call.ask().wishes().priority();
    }
}
