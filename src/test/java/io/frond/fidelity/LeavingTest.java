package io.frond.fidelity;

import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.event;
import static io.frond.testing.Replies.head;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.RunningProgram;
import io.frond.http.Raw;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.frond.testing.Replies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client of the whole program that does not wait for its answer: the provider learns of it at once. */
class LeavingTest {
    private static final Duration AT_ONCE = Duration.ofMillis(250);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String YAML = """
            version: 1
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            cache: off
            backends:
              main: { url: "${ONE}" }
              both: { endpoints: [{ url: "${ONE}" }, { url: "${TWO}" }] }
              nobody: { url: "http://127.0.0.1:DEAF/v1", timeout: { connect: 5s } }
            tenants:
              many: { keys: [{ name: k, hash: "${MANY}" }] }
            """;
    private static final String STREAM = ",\"stream\":true";

    private static final List<Socket> waiting = new ArrayList<>();
    private static ServerSocket deaf;
    private static RunningProgram program;

    @BeforeAll
    static void start() throws IOException {
        deaf = fullHouse();
        program = new RunningProgram(YAML.replace("DEAF", Integer.toString(deaf.getLocalPort())), Path.of("."));
    }

    @AfterAll
    static void stop() throws IOException {
        program.close();
        deaf.close();
        for (Socket one : waiting) {
            one.close();
        }
    }

    @BeforeEach
    void forget() {
        program.one.forget();
        program.two.forget();
    }

    /** A port whose queue is full, so that the next connection is neither taken nor refused. */
    private static ServerSocket fullHouse() throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try {
            while (waiting.size() < 20) {
                var socket = new Socket();
                waiting.add(socket);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 200);
            }
        } catch (SocketTimeoutException full) {
            assertThat(full).isNotNull();
        }
        return server;
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                        Arguments.of("", "before the head", silence()),
                        Arguments.of("", "behind the head", (Script) x -> x.send(head(200, "content-length: 500"))),
                        Arguments.of("", "within the body", (Script)
                                x -> x.send(head(200, "content-length: 500").appendString("{\"choices\":["))),
                        Arguments.of("", "within a chunk", (Script) x ->
                                x.send(head(200, "transfer-encoding: chunked").appendString("99\r\n{\"choi"))),
                        Arguments.of(STREAM, "before the head", silence()),
                        Arguments.of(STREAM, "behind the head", streamHead()),
                        Arguments.of(
                                STREAM, "within the first event", streamHead().then(bytes("data: {\"cho"))),
                        Arguments.of(STREAM, "behind a heartbeat", streamHead().then(bytes(": wait\n\n"))),
                        Arguments.of(STREAM, "within the answer", streamHead().then(bytes(deltas("Hel", "lo")))))
                .flatMap(moment -> Stream.of(
                                Named.<Consumer<Raw>>of("closing", Raw::close),
                                Named.<Consumer<Raw>>of("hanging up", Raw::hangUp),
                                Named.<Consumer<Raw>>of("breaking off", Raw::cut))
                        .map(manner -> Arguments.of(moment.get()[0], moment.get()[1], moment.get()[2], manner)));
    }

    @ParameterizedTest(name = "{0} {1}, {3}")
    @MethodSource("moments")
    void theProviderSeesItAtOnce(String more, String moment, Script script, Consumer<Raw> leave) {
        program.one.instead(script);
        try (var client = new Raw(program.port())) {
            client.send(request("main", more));
            var asked = program.one.exchange();
            leave.accept(client);
            closed(asked);
        }
        forgotten();
    }

    @Test
    void theProviderSeesItAlsoWhileTheClientHasNotFetchedWhatIsThere() {
        program.one.instead(streamHead().then(exchange -> {
            for (int i = 0; i < 300; i++) {
                exchange.chunk(deltas("x".repeat(60_000)));
            }
        }));
        try (var client = new Raw(program.port(), 8 * 1024)) {
            client.send(request("main", STREAM)).head();
            var asked = program.one.exchange();
            Eventually.within(SOON, () -> assertThat(asked.full()).isTrue());
            client.cut();
            closed(asked);
        }
        forgotten();
    }

    @Test
    void theProviderSeesItAlsoWhenTheClientHasSentAnotherRequestBehindTheFirst() {
        program.one.instead(silence());
        try (var client = new Raw(program.port())) {
            client.send(request("main", "") + request("main", ""));
            var asked = program.one.exchange();
            client.cut();
            closed(asked);
        }
        forgotten();
    }

    @Test
    void theSecondProviderSeesItWhenTheFirstHasFailed() throws Exception {
        var asked = new AtomicInteger();
        var silent = new CompletableFuture<FakeProvider.Exchange>();
        program.both(exchange -> {
            if (asked.getAndIncrement() == 0) {
                json(500, "{}").play(exchange);
            } else {
                silent.complete(exchange);
            }
        });
        try (var client = new Raw(program.port())) {
            client.send(request("both", ""));
            var second = silent.get(5, TimeUnit.SECONDS);
            client.cut();
            closed(second);
        }
        forgotten();
    }

    @Test
    void noFurtherTryIsMadeForAClientThatLeavesBetweenTries() {
        program.one.instead(json(503, "{}", "retry-after: 3"));
        try (var client = new Raw(program.port())) {
            client.send(request("main", ""));
            var unused = program.one.exchange();
            Eventually.within(SOON, () -> assertThat(program.failures("main#1")).isEqualTo(1));
            client.cut();
        }
        forgotten(1);
        assertThat(program.one.requests()).as("that one, and the next client's").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void nobodyIsWaitedForWhoCannotEvenBeReached(String more) {
        try (var client = new Raw(program.port())) {
            client.send(request("nobody", more));
            Eventually.within(SOON, () -> assertThat(program.inflight()).isEqualTo(1));
            client.cut();
            Eventually.within(AT_ONCE, () -> assertThat(program.inflight()).isZero());
        }
        assertThat(program.line().error()).isEqualTo("caller_cancelled");
    }

    @Test
    void aRequestThatIsNotAllThereIsNotSentOn() {
        try (var client = new Raw(program.port())) {
            client.send(request("main", "").substring(0, 120));
        }
        assertThat(program.line().error()).isEqualTo("caller_cancelled");
        assertThat(program.one.requests()).isEmpty();
    }

    @Test
    void theTokensSoFarAreAccounted() {
        var soFar = event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null}],"
                + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}}");
        program.one.instead(streamHead().then(bytes(soFar)));
        try (var client = new Raw(program.port())) {
            client.send(request("main", STREAM)).head();
            client.read(soFar.length());
        }
        var line = program.line();
        assertThat(line.error()).isEqualTo("caller_cancelled");
        assertThat(line.tokensIn()).isEqualTo(7);
        assertThat(line.tokensOut()).isEqualTo(1);
    }

    /** The request's line is written, nobody is blamed, and the next request is served. */
    private static void forgotten() {
        forgotten(0);
    }

    /** @param failures of the provider's own, before */
    private static void forgotten(int failures) {
        assertThat(program.line().error()).isEqualTo("caller_cancelled");
        Eventually.within(SOON, () -> assertThat(program.inflight()).isZero());
        assertThat(program.failures("main#1")).isEqualTo(failures);
        program.one.instead(Replies.answer());
        try (var client = new Raw(program.port())) {
            assertThat(client.send(request("main", "")).answer().body()).isEqualTo(Replies.ANSWER);
        }
        assertThat(program.line().error()).isEmpty();
    }

    private static void closed(FakeProvider.Exchange exchange) {
        assertThat(exchange.closed().toCompletionStage().toCompletableFuture()).succeedsWithin(AT_ONCE);
    }

    private static String request(String model, String more) {
        var body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}";
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer many\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }
}
