package io.frond.upstream;

import io.frond.model.Priority;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a backend: calls that wait for a place at any of their endpoints, whichever is free first. First come,
 * first served within a class; those that can wait come after all others, and make room for them when the line is full.
 * Lest they wait for ever, one of them is served like the others after every {@value #PATIENCE} of these.
 *
 * <p>A place that is given back is claimed for its waiter before anybody else can take it, and who comes while others
 * wait goes to the end. Nobody is forgotten: one waits only while an endpoint that takes its calls is full, so a place
 * there will be given back; when that is so no more, it is told to look again.
 *
 * <p>Thread-safe. Waiters are told outside the lock, on the thread of whoever gave the place back.
 */
final class Line {
    private static final int PLACES_PER_WAITER = 4;
    private static final double OF_BATCH = 0.8;
    private static final int PATIENCE = 19;

    /** One call in the line. All but the telling is asked under the lock, and must not come back to the line. */
    interface Waiter {
        Priority priority();

        /**
         * Takes a place now, of an endpoint that would take the call; the rest is to be run outside the lock.
         *
         * @param as the class whose places it may have
         */
        @Nullable
        Runnable claim(Priority as);

        /** Whether no endpoint takes the call, but one would if only it were not full. */
        boolean lacksRoom();

        /** It is no longer for want of room that it waits. */
        void lookAgain();

        /** There is no room to wait in. */
        void shed();
    }

    private final @Nullable Integer bound;
    private final LineMeters meters;
    private final List<Cap> caps = new CopyOnWriteArrayList<>();
    private final LinkedHashSet<Waiter> interactive = new LinkedHashSet<>();
    private final LinkedHashSet<Waiter> batch = new LinkedHashSet<>();
    private final Drain drain = new Drain();
    /** Places that went to the one class while somebody of the other waited. Guarded by this. */
    private int preferred;

    private volatile int waiting;

    /** @param bound how many may wait; null for one for each four places */
    Line(@Nullable Integer bound, LineMeters meters) {
        this.bound = bound;
        this.meters = meters;
    }

    Drain drain() {
        return drain;
    }

    LineMeters meters() {
        return meters;
    }

    /** An endpoint's places belong to this backend. */
    void add(Cap cap) {
        caps.add(cap);
    }

    /** The endpoint is gone. */
    void remove(Cap cap) {
        caps.remove(cap);
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    int length() {
        return waiting;
    }

    synchronized int length(Priority priority) {
        return of(priority).size();
    }

    private Set<Waiter> of(Priority priority) {
        return priority == Priority.BATCH ? batch : interactive;
    }

    /** Waits, or hears at once that it need not or cannot. */
    void join(Waiter waiter) {
        var due = new ArrayList<Runnable>(1);
        synchronized (this) {
            of(waiter.priority()).add(waiter);
            count();
            if (!waiter.lacksRoom()) {
                serve(null, due);
            }
            due.addAll(tooMany(waiter));
            count();
        }
        due.forEach(Runnable::run);
    }

    /** Waits no longer. False where it did not wait any more, and so hears, or has heard, how that ended. */
    synchronized boolean leave(Waiter waiter) {
        boolean waited = of(waiter.priority()).remove(waiter);
        count();
        return waited;
    }

    /** A place was given back. */
    void freed(Cap cap) {
        if (waiting == 0) {
            return;
        }
        var due = new ArrayList<Runnable>(1);
        synchronized (this) {
            serve(cap, due);
            count();
        }
        due.forEach(Runnable::run);
    }

    /** Makes it visible to those who give places back without the lock: they give back first and look then. */
    private void count() {
        waiting = interactive.size() + batch.size();
    }

    private void serve(@Nullable Cap cap, List<Runnable> due) {
        if (preferred >= PATIENCE) {
            serveOneOfBatch(cap, due);
        }
        int before = due.size();
        serve(interactive, cap, due);
        preferred = batch.isEmpty() ? 0 : preferred + due.size() - before;
        serve(batch, cap, due);
    }

    private void serveOneOfBatch(@Nullable Cap cap, List<Runnable> due) {
        if (cap != null && !cap.hasRoom(Priority.INTERACTIVE)) {
            return;
        }
        for (var waiter : batch) {
            var claimed = waiter.claim(Priority.INTERACTIVE);
            if (claimed != null) {
                batch.remove(waiter);
                due.add(claimed);
                preferred = 0;
                return;
            }
        }
    }

    /** @param cap the only one that can have room; null where any can */
    private static void serve(Set<Waiter> waiters, @Nullable Cap cap, List<Runnable> due) {
        var each = waiters.iterator();
        while (each.hasNext()) {
            var waiter = each.next();
            if (cap != null && !cap.hasRoom(waiter.priority())) {
                return;
            }
            var claimed = waiter.claim(waiter.priority());
            if (claimed != null || !waiter.lacksRoom()) {
                each.remove();
                due.add(claimed == null ? waiter::lookAgain : claimed);
            }
        }
    }

    /** Who has to go because this one came: itself, or the last of those that can wait if it cannot. */
    private List<Runnable> tooMany(Waiter waiter) {
        int most = bound();
        boolean batched = waiter.priority() == Priority.BATCH;
        boolean over =
                interactive.size() + batch.size() > most || (batched && batch.size() > Math.max(1, most * OF_BATCH));
        if (!over || !of(waiter.priority()).contains(waiter)) {
            return List.of();
        }
        var last = batch.isEmpty() ? waiter : batch.getLast();
        of(last.priority()).remove(last);
        return List.of(last::shed);
    }

    private int bound() {
        if (bound != null) {
            return bound;
        }
        return caps.stream().mapToInt(Cap::limit).sum() / PLACES_PER_WAITER;
    }
}
