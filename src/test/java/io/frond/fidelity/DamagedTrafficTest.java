package io.frond.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.frond.RunningProgram;
import io.frond.http.Raw;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.Replies;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Requests and replies that were right and are no more: each ends, soon and honestly, and leaves nothing behind. */
class DamagedTrafficTest {
    private static final int CASES = 1_000;
    private static final int AT_ONCE = 24;
    private static final String YAML = """
            version: 1
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            cache: off
            backends:
              main:
                url: "${ONE}"
                retry: { attempts: 0 }
                breaker: { consecutive: 1000, min_calls: 100000 }
                timeout: { first_token: 500ms, total: 500ms, idle: 500ms, stream: 2s }
            tenants:
              many: { keys: [{ name: k, hash: "${MANY}" }] }
            """;

    private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
    private final AtomicInteger good = new AtomicInteger();
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                errors.add(event.getFormattedMessage());
            }
        }
    };
    private final Map<Integer, FakeProvider.Script> prepared = new ConcurrentHashMap<>();
    private RunningProgram program;

    @BeforeEach
    void start() {
        program = new RunningProgram(YAML, Path.of("."));
        listener.start();
        root().addAppender(listener);
    }

    @AfterEach
    void stop() {
        root().detachAppender(listener);
        program.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @ParameterizedTest
    @EnumSource(Traffic.class)
    void aDamagedReplyIsToldFromAGoodOne(Traffic traffic) throws Exception {
        program.one.instead(exchange -> prepared.get(seed(exchange)).play(exchange));
        each(seed -> askedFor(traffic, seed));
        assertThat(good.get()).as("replies that survived").isBetween(CASES / 10, CASES * 9 / 10);
        everythingIsWell(traffic);
    }

    @ParameterizedTest
    @EnumSource(Traffic.class)
    void aDamagedRequestIsAnsweredOrItsConnectionEnds(Traffic traffic) throws Exception {
        program.one.instead(Traffic.inTheFormAskedFor());
        each(seed -> damagedRequest(traffic, seed));
        assertThat(good.get()).as("requests that survived").isBetween(CASES / 10, CASES * 9 / 10);
        everythingIsWell(traffic);
    }

    private void everythingIsWell(Traffic traffic) {
        program.one.instead(Replies.answer());
        try (var client = new Raw(program.port())) {
            client.send(request(traffic, "", "keep-alive"));
            assertThat(client.answer().body()).isEqualTo(Replies.ANSWER);
        }
        Eventually.within(
                Duration.ofSeconds(5), () -> assertThat(program.inflight()).isZero());
        assertThat(errors).as("what the log complains of").isEmpty();
    }

    private interface Case {
        void run(int seed);
    }

    private static void each(Case one) throws Exception {
        try (var workers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> running = new ArrayList<>();
            for (int seed = 0; seed < CASES; seed++) {
                int mine = seed;
                running.add(workers.submit(() -> one.run(mine)));
            }
            for (var each : running) {
                each.get(2, TimeUnit.MINUTES);
            }
        }
    }

    private void askedFor(Traffic traffic, int seed) {
        boolean stream = seed % 2 == 0;
        prepared.put(seed, damagedReply(traffic, stream, new SplittableRandom(seed)));
        try (var client = new Raw(program.port())) {
            client.send(request(traffic, ",\"seed\":" + seed + ",\"stream\":" + stream, "close"));
            judge("seed " + seed, stream, client.rest());
        }
    }

    private static String request(Traffic traffic, String more, String connection) {
        var body = "{\"model\":\"main\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}";
        return "POST " + traffic.path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer many\r\nConnection: "
                + connection + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static int seed(FakeProvider.Exchange exchange) {
        return new JsonObject(exchange.request().body().toString()).getInteger("seed");
    }

    /** Made before it is needed: writing JSON would hold up the provider's event loop, which is Frond's too. */
    private static FakeProvider.Script damagedReply(Traffic traffic, boolean stream, SplittableRandom random) {
        var reply = traffic.reply(random);
        var framed = stream ? stream(reply.stream().bytes()) : whole(reply.whole());
        var pieces = Pieces.of(Damage.of(framed, random), random);
        int end = random.nextInt(20);
        return exchange -> {
            pieces.forEach(exchange::send);
            switch (end) {
                case 0 -> {}
                case 1, 2, 3 -> exchange.later(Duration.ofMillis(5), exchange::cut);
                default -> exchange.hangUp();
            }
        };
    }

    private static Buffer whole(Buffer body) {
        return Replies.head(200, "content-type: application/json", "content-length: " + body.length())
                .appendBuffer(body);
    }

    private static Buffer stream(Buffer body) {
        var framed = Replies.head(200, "content-type: text/event-stream", "transfer-encoding: chunked");
        for (Buffer piece : Pieces.of(body, 1_000, new SplittableRandom(body.length()))) {
            framed.appendString(Integer.toHexString(piece.length()) + "\r\n")
                    .appendBuffer(piece)
                    .appendString("\r\n");
        }
        return framed.appendString("0\r\n\r\n");
    }

    /** Complete and right, or an error that says so. */
    private void judge(String name, boolean stream, String answer) {
        assertThat(answer).as(name).matches("(?s)HTTP/1.1 [2-5]\\d\\d .*").doesNotStartWith("HTTP/1.1 500");
        var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        if (!answer.startsWith("HTTP/1.1 200")) {
            assertThat(new JsonObject(body).getJsonObject("error").fieldNames())
                    .as(name)
                    .contains("message");
        } else if (!stream) {
            assertThat(JsonTree.parse(Buffer.buffer(body)).kind()).as(name).isEqualTo('{');
            good.incrementAndGet();
        } else if (answer.endsWith("\r\n0\r\n\r\n")) {
            assertThat(body).as(name).contains("[DONE]");
            good.incrementAndGet();
        } else {
            assertThat(body).as(name).contains("stream_interrupted");
        }
    }

    private void damagedRequest(Traffic traffic, int seed) {
        var random = new SplittableRandom(seed);
        var body = Buffer.buffer(traffic.request(random, "main", "Hi"));
        var head =
                "POST " + traffic.path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer many\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        var damaged = Damage.of(Buffer.buffer(head).appendBuffer(body), random);
        try (var client = new Raw(program.port())) {
            send(client, Pieces.of(damaged, 500, random));
            var answer = client.rest(new Patience(client));
            assertThat(answer).as("seed " + seed).matches("(?s)(HTTP/1.[01] [24]\\d\\d .*)?");
            good.addAndGet(answer.startsWith("HTTP/1.1 200") ? 1 : 0);
        }
    }

    /** Hangs up when there was no answer for two looks: the gateway waits for more of the request. */
    private static final class Patience implements Runnable {
        private final Raw client;
        private int looks;

        Patience(Raw client) {
            this.client = client;
        }

        @Override
        public void run() {
            if (++looks == 3) {
                client.hangUp();
            }
        }
    }

    /** Whoever is refused early may find its connection gone. */
    private static void send(Raw client, List<Buffer> pieces) {
        try {
            pieces.forEach(piece -> client.send(piece.getBytes()));
        } catch (UncheckedIOException gone) {
            assertThat(gone).isNotNull();
        }
    }
}
