package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What one request may use up, over all the backends that it is given to: tries and time. Each backend still to come
 * has one try set aside for it, so that a chain neither multiplies the tries nor starves its end.
 *
 * <p>Owned by the event loop of the call.
 */
final class Allowance {
    /** Tries of one request, unless its backend or the length of the chain asks for more. */
    private static final int USUAL = 6;

    private final Clock clock;
    private final long began;
    private final Duration time;
    private final int most;
    private int made;
    private int toCome;
    private BooleanSupplier room = () -> false;

    /**
     * @param time until the answer must have begun
     * @param needed tries that must be possible
     */
    Allowance(Clock clock, Duration time, int needed) {
        this.clock = clock;
        this.began = clock.nanos();
        this.time = time;
        this.most = Math.max(USUAL, needed);
    }

    /** So many backends could be asked after the one at work. */
    void toCome(int backends) {
        toCome(backends, () -> false);
    }

    /** @param other whether one of them would take the call now */
    void toCome(int backends, BooleanSupplier other) {
        toCome = backends;
        room = other;
    }

    /** Whether the call need not wait for a place here: it can be answered elsewhere at once. */
    boolean hasRoomElsewhere() {
        return room.getAsBoolean();
    }

    /** Whether a failure here is not the end. */
    boolean goesOn() {
        return toCome > 0;
    }

    boolean hasTry() {
        return made + toCome < most;
    }

    void tried() {
        made++;
    }

    /** It was refused before it left. */
    void notTried() {
        made--;
    }

    /** Tries made so far. */
    int made() {
        return made;
    }

    Duration spent() {
        return clock.since(began);
    }

    /** Until an answer is of no use to this client. */
    Duration remaining(Call call) {
        var wish = call.ask().wishes().untilAnswer();
        var whole = wish == null || wish.compareTo(time) > 0 ? time : wish;
        return whole.minus(spent());
    }
}
