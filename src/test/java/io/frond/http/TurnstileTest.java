package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TurnstileTest {
    private static final String NEW = "new";
    private static final String RUNNING = "running";

    /** What happened on the loop, in order, once so much has. */
    private static List<String> on(Vertx vertx, int events, Consumer<Turn> turn) throws Exception {
        var loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
        var done = new CompletableFuture<List<String>>();
        loop.execute(() -> turn.accept(new Turn(loop, events, done)));
        return done.get(10, TimeUnit.SECONDS);
    }

    private static final class Turn {
        private final EventLoop loop;
        private final int events;
        private final CompletableFuture<List<String>> done;
        private final List<String> seen = new ArrayList<>();
        private final Turnstile turnstile;

        private Turn(EventLoop loop, int events, CompletableFuture<List<String>> done) {
            this.loop = loop;
            this.events = events;
            this.done = done;
            this.turnstile = new Turnstile(loop);
        }

        private void arrive(int requests) {
            for (int i = 0; i < requests; i++) {
                turnstile.pass(() -> note(NEW));
            }
        }

        private void note(String what) {
            seen.add(what);
            if (seen.size() == events) {
                done.complete(List.copyOf(seen));
            }
        }
    }

    @Test
    void aFewPassAtOnce(Vertx vertx) throws Exception {
        var seen = on(vertx, 17, turn -> {
            turn.arrive(16);
            turn.note("the turn goes on");
        });
        assertThat(seen).last().isEqualTo("the turn goes on");
    }

    @Test
    void whatIsUnderWayGoesBeforeWhatIsNew(Vertx vertx) throws Exception {
        var seen = on(vertx, 41, turn -> {
            turn.arrive(40);
            turn.loop.execute(() -> turn.note(RUNNING));
        });
        assertThat(seen.indexOf(RUNNING)).isEqualTo(16);
        assertThat(Collections.frequency(seen, NEW)).isEqualTo(40);
    }

    @Test
    void whoComesLaterWaitsBehindThoseWhoWait(Vertx vertx) throws Exception {
        var seen = on(vertx, 18, turn -> {
            turn.arrive(17);
            turn.loop.execute(() -> turn.turnstile.pass(() -> turn.note("late")));
        });
        assertThat(seen).last().isEqualTo("late");
    }
}
