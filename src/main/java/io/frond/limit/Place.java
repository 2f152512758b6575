package io.frond.limit;

import io.frond.model.Lease;
import io.frond.model.Outcome;
import io.frond.model.Usage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** One of the requests that a tenant may have running; given back once, however often it is said. */
final class Place {
    private final AtomicBoolean taken = new AtomicBoolean(true);
    private final Runnable leave;

    Place(Runnable leave) {
        this.leave = leave;
    }

    static Place unlimited() {
        return new Place(() -> {});
    }

    void giveBack() {
        if (taken.compareAndSet(true, false)) {
            leave.run();
        }
    }

    /** The lease that holds this place until it is closed. */
    Lease granting(Map<String, String> headers) {
        return new Lease() {
            @Override
            public Map<String, String> headers() {
                return headers;
            }

            @Override
            public void close(Outcome outcome, Usage usage) {
                giveBack();
            }
        };
    }
}
