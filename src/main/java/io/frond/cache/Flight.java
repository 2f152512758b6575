package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Caller;
import io.frond.model.Reason;
import io.frond.model.Refused;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One key being answered: a leader fetches, the others wait for what it gets.
 *
 * <p>A leader that fails hands over to one of the waiting. If that one fails too, the rest go on their own: a sick
 * backend would otherwise be tried by one after the other, each waiting for all time-outs before it. Clients may leave
 * in any order; the work is cancelled when the last has left, not when the leader's has.
 *
 * <p>Members live on different event loops, so the state is guarded by this flight's lock. Nobody is told anything
 * while it is held.
 */
final class Flight {
    private static final int FAILURES = 2;

    private final String subject;
    private final Consumer<Flight> whenOver;
    private final Caller everyone = new Caller();
    private final Deque<Member> waiting = new ArrayDeque<>();
    private @Nullable Member leader;
    private boolean leaderGone;
    private int failures;
    private boolean over;

    /** @param subject what is asked; empty where its key says it */
    Flight(String subject, Consumer<Flight> whenOver) {
        this.subject = subject;
        this.whenOver = whenOver;
    }

    String subject() {
        return subject;
    }

    /** False where the flight is over: another one must be begun. */
    boolean admits(Member member) {
        boolean leads;
        synchronized (this) {
            if (over) {
                return false;
            }
            leads = leader == null;
            if (leads) {
                leader = member;
            } else {
                waiting.add(member);
            }
        }
        member.watch(() -> left(member));
        if (leads) {
            member.tell(lead(member));
        }
        return true;
    }

    private Turn.Lead lead(Member member) {
        return new Turn.Lead(everyone, new Duty(member));
    }

    private void left(Member member) {
        boolean waited;
        boolean last;
        synchronized (this) {
            waited = waiting.remove(member);
            leaderGone |= member == leader;
            last = !over && leaderGone && waiting.isEmpty();
            over |= last;
        }
        if (waited) {
            member.tell(Refused.of(Reason.CALLER_CANCELLED, "The client closed the connection before the answer."));
        }
        if (last) {
            whenOver.accept(this);
            everyone.leave();
        }
    }

    /** Ends the flight for all who wait; nothing where {@code by} does not lead any more. */
    private void land(Member by, Turn turn) {
        List<Member> others;
        synchronized (this) {
            if (over || leader != by) {
                return;
            }
            over = true;
            others = List.copyOf(waiting);
            waiting.clear();
        }
        whenOver.accept(this);
        by.rest();
        for (Member other : others) {
            other.rest();
            other.tell(turn);
        }
    }

    private void handOver(Member by) {
        Member next;
        synchronized (this) {
            if (over || leader != by) {
                return;
            }
            failures++;
            next = failures < FAILURES ? waiting.poll() : null;
            if (next != null) {
                leader = next;
                leaderGone = false;
            }
        }
        if (next == null) {
            land(by, new Turn.Alone());
        } else {
            by.rest();
            next.tell(lead(next));
        }
    }

    private final class Duty implements Turn.Duty {
        private final Member leader;

        Duty(Member leader) {
            this.leader = leader;
        }

        @Override
        public void answered(Held held, boolean found) {
            land(leader, new Turn.Answer(held, found));
        }

        @Override
        public void failed() {
            handOver(leader);
        }

        @Override
        public void unshared() {
            land(leader, new Turn.Alone());
        }
    }
}
