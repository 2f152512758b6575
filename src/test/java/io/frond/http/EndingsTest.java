package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Caller;
import io.frond.model.Reply;
import io.frond.testing.FakeClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Time-outs of connections, and the end of the whole server. */
@ExtendWith(VertxExtension.class)
class EndingsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofMillis(300);

    private final BlockingQueue<Tap> taps = new LinkedBlockingQueue<>();
    private final BlockingQueue<Caller> callers = new LinkedBlockingQueue<>();
    private final FakeClock clock = new FakeClock();

    @Test
    void aConnectionThatNeverSendsItsHeadIsClosed(Vertx vertx) {
        try (var surface = new Surface(vertx, Surface.config(1 << 20, SOON, MINUTE, MINUTE, MINUTE), clock);
                var silent = surface.client();
                var dripping = surface.client()) {
            dripping.send("POST /v1/chat/comp");
            assertThat(silent.rest(() -> clock.advance(SOON))).isEmpty();
            assertThat(dripping.rest(() -> clock.advance(SOON))).isEmpty();
        }
    }

    @Test
    void aConnectionIsClosedAfterSilenceBetweenRequestsAndNotBefore(Vertx vertx) {
        try (var surface = new Surface(vertx, Surface.config(1 << 20, SOON, MINUTE, MINUTE, MINUTE), clock);
                var client = surface.client()) {
            assertThat(client.chat(Surface.HELLO).answer().status()).isEqualTo(200);
            clock.advance(MINUTE.minusSeconds(1));
            assertThat(client.chat(Surface.HELLO).answer().status()).isEqualTo(200);
            assertThat(client.rest(() -> clock.advance(MINUTE))).isEmpty();
        }
    }

    @Test
    void aBodyThatDripsIsRefusedInTime(Vertx vertx) {
        try (var surface = new Surface(vertx, Surface.config(1 << 20, MINUTE, SOON, MINUTE, MINUTE));
                var client = surface.client()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\nAuthorization: Bearer "
                    + Surface.KEY + "\r\n\r\n{\"mod");
            var answer = client.answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(answer.body()).contains("within 0.3 seconds");
        }
    }

    @Test
    void drainingRefusesWhatIsNewAndLetsTheRestFinish(Vertx vertx) throws Exception {
        var surface = new Surface(vertx, Surface.config(1 << 20, MINUTE, MINUTE, MINUTE, Duration.ofSeconds(20)));
        surface.upstream = call -> stream(call.ask().caller());
        try (var running = surface.client();
                var next = surface.client();
                var probe = surface.client()) {
            running.chat(Surface.HELLO).head();
            assertThat(next.get("/v1/models").answer().status()).isEqualTo(200);
            var drained = surface.listener().drain();
            assertThat(probe.send("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(503);
            var refused = next.chat(Surface.HELLO).answer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("connection", "close").containsEntry("x-should-retry", "true");
            assertThat(refused.headers()).containsKeys("retry-after", "retry-after-ms");
            assertThat(next.rest()).isEmpty();
            assertThat(drained.isComplete()).isFalse();
            var tap = taps.poll(10, TimeUnit.SECONDS);
            tap.pour("data: [DONE]\n\n");
            tap.end();
            assertThat(running.rest()).endsWith("data: [DONE]\n\n\r\n0\r\n\r\n");
            Surface.await(drained);
            assertThat(callers.remove().gone()).isFalse();
        }
    }

    @Test
    void whatDoesNotFinishInTimeEndsInAnErrorThatItsClientCanRead(Vertx vertx) throws Exception {
        var surface = new Surface(vertx, Surface.config(1 << 20, MINUTE, MINUTE, MINUTE, SOON));
        try (var streaming = surface.client();
                var waiting = surface.client()) {
            surface.upstream = call -> stream(call.ask().caller());
            streaming.chat(Surface.HELLO).head();
            taps.poll(10, TimeUnit.SECONDS).pour("data: 1\n\n");
            assertThat(streaming.read(14)).isEqualTo("9\r\ndata: 1\n\n\r\n");
            surface.upstream = call -> {
                callers.add(call.ask().caller());
                return Promise.<Reply>promise().future();
            };
            waiting.chat(Surface.HELLO);
            var first = callers.poll(10, TimeUnit.SECONDS);
            var second = callers.poll(10, TimeUnit.SECONDS);
            Surface.await(surface.listener().drain());
            assertThat(streaming.rest()).contains("stream_interrupted").doesNotEndWith("0\r\n\r\n");
            var answer = waiting.answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(first.gone()).isTrue();
            assertThat(second.gone()).isTrue();
        }
    }

    @Test
    void aServerWithNothingToDoDrainsAtOnce(Vertx vertx) {
        var surface = new Surface(vertx);
        int port = surface.port();
        assertThat(port).isPositive();
        Surface.await(surface.listener().drain());
        try (var again = new Surface(vertx)) {
            assertThat(again.port()).isPositive();
        }
    }

    @Test
    void connectionsAreServedOnSeveralLoops(Vertx vertx) {
        var loops = java.util.concurrent.ConcurrentHashMap.<Thread>newKeySet();
        try (var surface = new Surface(vertx)) {
            surface.upstream = call -> {
                loops.add(Thread.currentThread());
                return Future.succeededFuture(Surface.whole("{}"));
            };
            for (int i = 0; i < 8; i++) {
                try (var client = surface.client()) {
                    assertThat(client.chat(Surface.HELLO).answer().status()).isEqualTo(200);
                }
            }
        }
        assertThat(loops).hasSize(Math.min(8, Runtime.getRuntime().availableProcessors()));
    }

    private Future<Reply> stream(Caller caller) {
        var tap = new Tap();
        taps.add(tap);
        callers.add(caller);
        return Future.succeededFuture(Surface.streamed(tap));
    }
}
