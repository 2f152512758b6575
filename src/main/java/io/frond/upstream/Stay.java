package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Priority;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call's stay in the queue: it ends with a place, when the time is up, when there is no room to wait in, or when
 * the caller leaves.
 *
 * <p>Begins on the event loop of the call, which also hears how it ends; ended from any thread.
 */
final class Stay implements Line.Waiter {
    /** Who waits. */
    interface Guest {
        /** A place was claimed: use it or give it back. */
        void seated(Endpoint place);

        /** It is no longer for want of room that nobody takes the call. */
        void unseated();

        void turnedAway(Refused why);
    }

    private final Failover backend;
    private final Call call;
    private final List<Endpoint> candidates;
    private final Guest guest;
    private final Context context;
    private final long began;
    private long timer = -1;

    Stay(Failover backend, Call call, List<Endpoint> candidates, Guest guest) {
        this.backend = backend;
        this.call = call;
        this.candidates = candidates;
        this.guest = guest;
        this.context = backend.around().vertx().getOrCreateContext();
        this.began = backend.around().clock().nanos();
    }

    /** Whether none of them takes the call, but one would if it were not full. */
    static boolean lackRoom(List<Endpoint> candidates, Call call) {
        boolean full = false;
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).isReady(call)) {
                return false;
            }
            full |= candidates.get(i).isMerelyFull(call);
        }
        return full;
    }

    /** What is said when nobody has room: to come again when those who wait have had their turn. */
    static Refused full(Failover backend) {
        var line = backend.line();
        return Refused.of(Reason.SHED, "Every endpoint of the model service has its fill of requests.")
                .after(line.drain()
                        .until(line.length(), backend.around().clock().nanos()));
    }

    /** @param remaining until a try can be of no use any more */
    void begin(Duration remaining) {
        var longest = backend.config().limits().longestWait();
        var bounded = remaining.compareTo(longest) < 0 ? remaining : longest;
        if (bounded.toMillis() <= 0) {
            shed();
            return;
        }
        if (backend.line().isEmpty()) {
            backend.line().drain().began(began);
        }
        timer = backend.around().vertx().setTimer(bounded.toMillis(), fired -> expired());
        backend.line().join(this);
    }

    private void expired() {
        if (backend.line().leave(this)) {
            shed();
        }
    }

    /** The caller is gone. */
    void leave() {
        backend.around().vertx().cancelTimer(timer);
        var unused = backend.line().leave(this);
    }

    @Override
    public Priority priority() {
        return call.ask().wishes().priority();
    }

    @Override
    public @Nullable Runnable claim(Priority as) {
        var asked = as == priority() ? call : call.asking(call.ask().as(as));
        var ready = candidates.stream().filter(one -> one.isReady(asked)).toList();
        if (ready.isEmpty()) {
            return null;
        }
        var place = backend.selection().among(ready, asked);
        return place.claim(asked) ? () -> onLoop(() -> seat(place)) : null;
    }

    @Override
    public boolean lacksRoom() {
        return lackRoom(candidates, call);
    }

    private void seat(Endpoint place) {
        var spent = backend.around().clock().since(began);
        backend.line().meters().waited(priority(), spent);
        backend.line().drain().seated(began + spent.toNanos());
        guest.seated(place);
    }

    @Override
    public void lookAgain() {
        onLoop(guest::unseated);
    }

    @Override
    public void shed() {
        backend.line().meters().shed(priority());
        onLoop(() -> guest.turnedAway(full(backend)));
    }

    private void onLoop(Runnable end) {
        context.runOnContext(nothing -> {
            backend.around().vertx().cancelTimer(timer);
            end.run();
        });
    }
}
