package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class StreamTest {
    private static final String ONE = "data: {\"n\":1}\n\n";
    private static final String TWO = "data: {\"n\":2}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String LAST_CHUNK = "0\r\n\r\n";

    private final BlockingQueue<Tap> taps = new LinkedBlockingQueue<>();
    private final BlockingQueue<Caller> callers = new LinkedBlockingQueue<>();
    private Surface surface;

    @BeforeEach
    void open(Vertx vertx) {
        surface = new Surface(vertx);
        surface.upstream = this::stream;
    }

    @AfterEach
    void close() {
        surface.close();
    }

    @Test
    void theHeadAndEachEventGoOutAtOnceAndTheConnectionGoesOnAfterTheEnd() throws Exception {
        try (var client = surface.client()) {
            client.chat(Surface.HELLO);
            var head = client.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers())
                    .containsEntry("content-type", "text/event-stream")
                    .containsEntry("cache-control", "no-cache")
                    .containsEntry("transfer-encoding", "chunked")
                    .containsEntry("x-frond-endpoint", "main#1")
                    .doesNotContainKey("content-length");
            var tap = tap();
            tap.pour(ONE);
            assertThat(client.read(chunk(ONE).length())).isEqualTo(chunk(ONE));
            tap.pour(DONE);
            assertThat(client.read(chunk(DONE).length())).isEqualTo(chunk(DONE));
            tap.end();
            assertThat(client.read(LAST_CHUNK.length())).isEqualTo(LAST_CHUNK);
            assertThat(client.get("/v1/models").answer().status()).isEqualTo(200);
            assertThat(callers.remove().gone()).isFalse();
        }
    }

    @Test
    void aStreamThatLivesOnAnotherLoopArrivesInOrder(Vertx vertx) {
        var elsewhere = new Tap(vertx.getOrCreateContext());
        surface.upstream = call -> Future.succeededFuture(Surface.streamed(elsewhere));
        var all = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            elsewhere.pour("data: " + i + "\n\n");
            all.append(chunk("data: " + i + "\n\n"));
        }
        elsewhere.end();
        try (var client = surface.client()) {
            client.chat(Surface.HELLO).head();
            assertThat(client.read(all.length() + LAST_CHUNK.length())).isEqualTo(all + LAST_CHUNK);
        }
    }

    @Test
    void aBrokenStreamEndsInAnErrorEventAndABrokenConnection() throws Exception {
        try (var client = surface.client()) {
            client.chat(Surface.HELLO).head();
            var tap = tap();
            tap.pour(ONE);
            tap.breakOff();
            String rest = client.rest();
            assertThat(rest)
                    .startsWith(chunk(ONE))
                    .contains("\r\ndata: {\"error\":{\"message\":\"The model's answer broke off.");
            assertThat(rest)
                    .contains("\"type\":\"upstream_error\",\"param\":null,\"code\":\"stream_interrupted\"}}\n\n");
            assertThat(rest).doesNotContain("[DONE]").doesNotEndWith(LAST_CHUNK);
        }
    }

    @Test
    void anEventThatWasCutInTheMiddleDoesNotSwallowTheError() throws Exception {
        try (var client = surface.client()) {
            client.chat(Surface.HELLO).head();
            var tap = tap();
            tap.pour("data: {\"hal");
            tap.breakOff();
            assertThat(client.rest())
                    .containsPattern("data: \\{\"hal\r\n[0-9a-f]+\r\n\n\n\r\n[0-9a-f]+\r\ndata: \\{\"error\"");
        }
    }

    @Test
    void aStreamThatEndsBeforeItsFirstByteIsStillAnError() throws Exception {
        try (var client = surface.client()) {
            client.chat(Surface.HELLO).head();
            tap().breakOff();
            assertThat(client.rest()).contains("stream_interrupted").doesNotEndWith(LAST_CHUNK);
        }
    }

    @Test
    void aClientOfTheOldProtocolGetsTheStreamUntilTheConnectionEnds() throws Exception {
        try (var client = surface.client()) {
            client.send("POST /v1/chat/completions HTTP/1.0\r\nAuthorization: Bearer " + Surface.KEY
                    + "\r\nConnection: keep-alive\r\nContent-Length: " + Surface.HELLO.length() + "\r\n\r\n"
                    + Surface.HELLO);
            assertThat(client.head().headers()).doesNotContainKeys("transfer-encoding", "content-length");
            var tap = tap();
            tap.pour(ONE);
            tap.pour(DONE);
            tap.end();
            assertThat(client.rest()).isEqualTo(ONE + DONE);
        }
    }

    @Test
    void aClientThatLeavesBeforeTheFirstByteIsNoticedAtOnce() throws Exception {
        var never = Promise.<Reply>promise();
        surface.upstream = call -> {
            callers.add(call.ask().caller());
            return never.future();
        };
        var client = surface.client();
        client.chat(Surface.HELLO);
        var gone = farewell();
        long left = System.nanoTime();
        client.close();
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofMillis(250));
        never.fail(Refused.of(Reason.CALLER_CANCELLED, "The client left."));
    }

    @Test
    void noModelIsAskedForAClientThatLeftWhileItsPassagesWereSought() throws Exception {
        var passages = Promise.<Call>promise();
        var sought = new LinkedBlockingQueue<Call>();
        surface.retriever = (tenant, ask, route) -> {
            callers.add(ask.caller());
            sought.add(Call.straight(ask, route));
            return passages.future();
        };
        var client = surface.client();
        client.chat(Surface.HELLO);
        var gone = farewell();
        long left = System.nanoTime();
        client.close();
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofMillis(250));
        passages.complete(sought.remove());
        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(surface.refused).extracting(Refused::reason).containsExactly(Reason.CALLER_CANCELLED));
        assertThat(taps).as("streams that were asked for").isEmpty();
    }

    @Test
    void aClientThatLeavesInMidStreamIsNoticedAtOnce() throws Exception {
        var client = surface.client();
        client.chat(Surface.HELLO).head();
        var tap = tap();
        tap.pour(ONE);
        client.read(chunk(ONE).length());
        var gone = farewell();
        long left = System.nanoTime();
        client.close();
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofMillis(250));
        tap.pour(TWO);
        tap.breakOff();
        try (var next = surface.client()) {
            assertThat(next.get("/v1/models").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aSlowReaderStopsTheSourceAndALaterOneLosesNothing() throws Exception {
        int piece = 64 * 1024;
        int pieces = 400;
        try (var client = new Raw(surface.port(), 32 * 1024)) {
            client.chat(Surface.HELLO).head();
            var tap = tap();
            for (int i = 0; i < pieces; i++) {
                tap.pour(Buffer.buffer("x".repeat(piece)));
            }
            tap.end();
            settle(tap);
            assertThat(tap.paused).isTrue();
            assertThat(tap.drawn.get()).isLessThan(16L << 20);
            long got = 0;
            int chunkBytes = chunk("x".repeat(piece)).length();
            for (int i = 0; i < pieces; i++) {
                got += client.read(chunkBytes).length();
            }
            assertThat(got).isEqualTo((long) pieces * chunkBytes);
            assertThat(client.read(LAST_CHUNK.length())).isEqualTo(LAST_CHUNK);
        }
    }

    @Test
    void aReaderWhoStandsStillIsCutOff(Vertx vertx) throws Exception {
        var idle = Duration.ofMillis(400);
        var strict = Surface.config(1 << 20, Duration.ofSeconds(10), idle, idle, idle);
        try (var impatient = new Surface(vertx, strict);
                var client = new Raw(impatient.port(), 32 * 1024)) {
            impatient.upstream = this::stream;
            client.chat(Surface.HELLO).head();
            var tap = tap();
            var gone = farewell();
            for (int i = 0; i < 400; i++) {
                tap.pour(Buffer.buffer("x".repeat(64 * 1024)));
            }
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aClientThatWaitsLongForItsAnswerIsNotTakenForIdle(Vertx vertx) throws Exception {
        var idle = Duration.ofMillis(200);
        var strict = Surface.config(1 << 20, Duration.ofSeconds(10), idle, idle, idle);
        try (var impatient = new Surface(vertx, strict);
                var client = impatient.client()) {
            impatient.upstream = call -> {
                var late = Promise.<Reply>promise();
                vertx.setTimer(800, now -> late.complete(Surface.whole("{}")));
                return late.future();
            };
            assertThat(client.chat(Surface.HELLO).answer().status()).isEqualTo(200);
            assertThat(client.rest()).as("closed when it is idle").isEmpty();
        }
    }

    private Future<Reply> stream(Call call) {
        var tap = new Tap();
        taps.add(tap);
        callers.add(call.ask().caller());
        return Future.succeededFuture(Surface.streamed(tap));
    }

    private Tap tap() throws InterruptedException {
        var tap = taps.poll(10, TimeUnit.SECONDS);
        assertThat(tap).isNotNull();
        return tap;
    }

    private CountDownLatch farewell() throws InterruptedException {
        var gone = new CountDownLatch(1);
        var caller = callers.poll(10, TimeUnit.SECONDS);
        assertThat(caller).isNotNull();
        var unused = caller.whenGone(gone::countDown);
        return gone;
    }

    /** Until nothing has been drawn for a while. */
    private static void settle(Tap tap) throws InterruptedException {
        long before = -1;
        while (before != tap.drawn.get() || before == 0) {
            before = tap.drawn.get();
            assertThat(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
