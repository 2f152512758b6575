package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Reply;
import io.frond.testing.Certificates;
import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many requests on one connection: what happens to one of them is no concern of the others. */
@ExtendWith(VertxExtension.class)
class Http2Test {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String ONE = "data: {\"n\":1}\n\n";
    private static final long INTERNAL_ERROR = 2;
    private static final long CANCEL = 8;

    private final BlockingQueue<Tap> taps = new LinkedBlockingQueue<>();
    private final BlockingQueue<Caller> callers = new LinkedBlockingQueue<>();
    private final BlockingQueue<HttpConnection> connections = new LinkedBlockingQueue<>();
    private final FakeClock clock = new FakeClock();
    private Surface surface;
    private HttpClientAgent client;

    @BeforeEach
    void open(Vertx vertx) {
        surface = new Surface(vertx, Surface.http2("one", MINUTE, MINUTE), clock);
        client = client(vertx);
    }

    @AfterEach
    void close() {
        Surface.await(client.close());
        surface.close();
    }

    @Test
    void aRequestIsAnsweredAsOverHttp1() {
        var response = post(Surface.HELLO);
        assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().names())
                .contains("x-request-id", "x-frond-endpoint", "content-length")
                .doesNotContain("connection", "host");
        assertThat(body(response).toString()).isEqualTo("{\"id\":\"1\"}");
        assertThat(surface.asked.remove().body().toString()).isEqualTo(Surface.HELLO);
    }

    @Test
    void aRequestThatEndedWellHasNotBeenLeft() throws Exception {
        surface.upstream = this::stream;
        var response = post(Surface.HELLO);
        var tap = tap();
        var left = new CountDownLatch(1);
        var caller = caller();
        var unused = caller.whenGone(left::countDown);
        tap.pour(ONE);
        tap.end();
        assertThat(body(response).toString()).isEqualTo(ONE);
        assertThat(get("/v1/models").statusCode()).isEqualTo(200);
        assertThat(caller.gone()).isFalse();
    }

    @Test
    void aBrokenStreamEndsInAnErrorEventAndAResetAndItsSiblingsGoOn() throws Exception {
        surface.upstream = this::stream;
        var broken = post(Surface.HELLO);
        var breaking = tap();
        var sibling = post(Surface.HELLO);
        var whole = tap();
        var seen = Buffer.buffer();
        var failure = new LinkedBlockingQueue<Throwable>();
        broken.handler(seen::appendBuffer).exceptionHandler(failure::add).resume();
        breaking.pour(ONE);
        breaking.breakOff();
        var reset = failure.poll(10, TimeUnit.SECONDS);
        assertThat(reset).isInstanceOf(StreamResetException.class);
        assertThat(((StreamResetException) reset).getCode()).isEqualTo(INTERNAL_ERROR);
        assertThat(seen.toString())
                .startsWith(ONE + "data: {\"error\":")
                .contains("stream_interrupted")
                .doesNotContain("[DONE]");
        whole.pour(ONE);
        whole.end();
        assertThat(body(sibling).toString()).isEqualTo(ONE);
        assertThat(get("/v1/models").statusCode()).isEqualTo(200);
        assertThat(connections).as("one carried them all").hasSize(1);
    }

    @Test
    void aClientThatResetsItsStreamIsNoticedAtOnceAndItsSiblingsGoOn() throws Exception {
        surface.upstream = this::stream;
        var response = post(Surface.HELLO);
        tap().pour(ONE);
        var gone = farewell();
        var sibling = post(Surface.HELLO);
        var whole = tap();
        long left = System.nanoTime();
        Surface.await(response.request().reset(CANCEL));
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofMillis(250));
        whole.end();
        assertThat(body(sibling).toString()).isEmpty();
        assertThat(caller().gone()).isFalse();
        assertThat(connections).hasSize(1);
    }

    @Test
    void aRequestThatIsResetWithinItsBodyIsForgottenAndItsSiblingsGoOn() throws Exception {
        surface.upstream = this::stream;
        var sibling = post(Surface.HELLO);
        var whole = tap();
        var half = request(HttpMethod.POST, "/v1/chat/completions");
        half.setChunked(true);
        Surface.await(half.write("{\"model\":"));
        get("/v1/models");
        Surface.await(half.reset(CANCEL));
        Eventually.within(
                Duration.ofSeconds(5), () -> assertThat(surface.refused).hasSize(1));
        whole.end();
        assertThat(body(sibling).toString()).isEmpty();
        assertThat(connections).hasSize(1);
    }

    @Test
    void aConnectionThatGoesTakesAllItsRequestsWithIt() throws Exception {
        surface.upstream = this::stream;
        post(Surface.HELLO);
        var first = farewell();
        post(Surface.HELLO);
        var second = farewell();
        Surface.await(connections.remove().close());
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSlowReaderStopsItsSourceOnlyAndLosesNothing() throws Exception {
        surface.upstream = this::stream;
        int pieces = 200;
        var slow = post(Surface.HELLO);
        var tap = tap();
        for (int i = 0; i < pieces; i++) {
            tap.pour(Buffer.buffer("x".repeat(64 * 1024)));
        }
        tap.end();
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(tap.paused && tap.drawn.get() > 0)
                .isTrue());
        assertThat(tap.drawn.get()).isLessThan(4L << 20);
        assertThat(get("/v1/models").statusCode()).as("the others go on").isEqualTo(200);
        assertThat(body(slow).length()).isEqualTo(pieces * 64 * 1024);
    }

    @Test
    void anAnswerThatIsNotFetchedEndsAloneStreamedOrWhole() throws Exception {
        surface.upstream = this::stream;
        var streamed = failures(post(Surface.HELLO));
        var tap = tap();
        for (int i = 0; i < 20; i++) {
            tap.pour(Buffer.buffer("x".repeat(64 * 1024)));
        }
        surface.upstream = call -> Future.succeededFuture(Surface.whole("x".repeat(1 << 20)));
        var whole = failures(post(Surface.HELLO));
        Eventually.within(Duration.ofSeconds(10), () -> {
            clock.advance(Duration.ofSeconds(61));
            assertThat(get("/v1/models").statusCode()).isEqualTo(200);
            assertThat(streamed).hasSize(1);
            assertThat(whole).hasSize(1);
        });
        assertThat(((StreamResetException) streamed.remove()).getCode()).isEqualTo(CANCEL);
        assertThat(connections).hasSize(1);
    }

    @Test
    void whoeverFetchesSlowlyButSteadilyIsNotCutOff() {
        String large = "x".repeat(1 << 20);
        surface.upstream = call -> Future.succeededFuture(Surface.whole(large));
        var response = post(Surface.HELLO);
        var all = Buffer.buffer();
        var failed = failures(response);
        var ended = new CountDownLatch(1);
        response.handler(all::appendBuffer).endHandler(end -> ended.countDown());
        Eventually.within(Duration.ofSeconds(20), () -> {
            clock.advance(Duration.ofSeconds(30));
            response.fetch(8);
            assertThat(get("/v1/models").statusCode()).isEqualTo(200);
            assertThat(ended.getCount()).isZero();
        });
        assertThat(failed).isEmpty();
        assertThat(all.toString()).isEqualTo(large);
    }

    @Test
    void aBodyThatNobodyWantsIsNotReadAndTheConnectionGoesOn() {
        var stranger = request(HttpMethod.POST, "/v1/chat/completions");
        stranger.putHeader("authorization", "Bearer wrong");
        assertThat(Surface.await(stranger.send("x".repeat(3 << 20))).statusCode())
                .isEqualTo(401);
        var large = request(HttpMethod.POST, "/v1/chat/completions").setChunked(true);
        assertThat(Surface.await(large.send("x".repeat(3 << 20))).statusCode()).isEqualTo(413);
        assertThat(post(Surface.HELLO).statusCode()).isEqualTo(200);
        assertThat(connections).hasSize(1);
    }

    @Test
    void whatIsWrittenBadlyIsRefusedAndTheConnectionGoesOn() {
        assertThat(get("/v1/" + "x".repeat(9000)).statusCode()).isEqualTo(414);
        assertThat(get("/v1/../v1/models").statusCode()).isEqualTo(400);
        var tunnel = request(HttpMethod.CONNECT, "example.org:443");
        assertThat(Surface.await(tunnel.connect()).statusCode()).isEqualTo(405);
        assertThat(get("/v1/models").statusCode()).isEqualTo(200);
        assertThat(connections).hasSize(1);
    }

    @Test
    void aHeadRequestGetsNoBody() {
        var response = answer(request(HttpMethod.HEAD, "/v1/models"), "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Integer.parseInt(response.getHeader("content-length"))).isPositive();
        assertThat(body(response).length()).isZero();
    }

    @Test
    void theBoundsAreToldToTheClient() {
        get("/v1/models");
        var settings = connections.remove().remoteSettings();
        assertThat(settings.getMaxConcurrentStreams()).isEqualTo(100);
        assertThat(settings.getMaxHeaderListSize()).isEqualTo(32 * 1024);
        assertThat(settings.getInitialWindowSize()).isEqualTo(256 * 1024);
    }

    @Test
    void aFloodOfResetsEndsItsConnectionAndNoOther(Vertx vertx) throws Exception {
        surface.upstream = this::stream;
        var other = client(vertx);
        get("/v1/models");
        var flooding = connections.remove();
        var closed = new CountDownLatch(1);
        flooding.closeHandler(gone -> closed.countDown());
        for (int i = 0; i < 300 && closed.getCount() > 0; i++) {
            var request = client.request(options(HttpMethod.POST, "/v1/chat/completions"));
            var unused = request.compose(sent -> sent.send(Surface.HELLO).onSuccess(Http2Test::leave));
            Thread.onSpinWait();
        }
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Surface.await(other.request(options(HttpMethod.GET, "/v1/models"))
                                .compose(HttpClientRequest::send))
                        .statusCode())
                .isEqualTo(200);
        Surface.await(other.close());
    }

    @Test
    void aServerThatStopsSendsNewRequestsElsewhereAndLetsTheRestFinish(Vertx vertx) throws Exception {
        surface.close();
        surface = new Surface(vertx, Surface.http2("one", MINUTE, MINUTE), clock);
        surface.upstream = this::stream;
        var running = post(Surface.HELLO);
        var tap = tap();
        var connection = connections.remove();
        var away = new CountDownLatch(1);
        connection.shutdownHandler(told -> away.countDown());
        var drained = surface.listener().drain();
        var refused = post(Surface.HELLO);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().names()).doesNotContain("connection");
        assertThat(away.await(10, TimeUnit.SECONDS)).isTrue();
        tap.pour(ONE);
        tap.end();
        assertThat(body(running).toString()).isEqualTo(ONE);
        Surface.await(drained);
        surface = new Surface(vertx);
    }

    @Test
    void aConnectionIsClosedAfterSilenceBetweenRequestsAndNotBefore() throws Exception {
        assertThat(get("/v1/models").statusCode()).isEqualTo(200);
        clock.advance(MINUTE.minusSeconds(1));
        assertThat(get("/v1/models").statusCode()).isEqualTo(200);
        assertThat(connections).hasSize(1);
        var closed = new CountDownLatch(1);
        connections.remove().closeHandler(gone -> closed.countDown());
        Eventually.within(Duration.ofSeconds(10), () -> {
            clock.advance(MINUTE);
            assertThat(closed.getCount()).isZero();
        });
    }

    @Test
    void manyStreamsAtOnceArriveWhole() throws Exception {
        surface.upstream = this::stream;
        var responses =
                IntStream.range(0, 50).mapToObj(i -> post(Surface.HELLO)).toList();
        var all = List.copyOf(taps);
        for (int i = 0; i < 50; i++) {
            all.get(i).pour("data: " + i + "\n\n");
            all.get(i).end();
        }
        var bodies =
                responses.stream().map(response -> body(response).toString()).toList();
        assertThat(bodies)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50)
                        .mapToObj(i -> "data: " + i + "\n\n")
                        .toList());
        assertThat(connections).hasSize(1);
    }

    @Test
    void anErrorHasOpenAisShape() {
        var response = post("{}");
        assertThat(response.statusCode()).isEqualTo(400);
        var error = new JsonObject(body(response)).getJsonObject("error");
        assertThat(error.fieldNames()).containsExactly("message", "type", "param", "code");
    }

    private HttpClientAgent client(Vertx vertx) {
        var options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setSsl(true)
                .setUseAlpn(true)
                .setTrustOptions(new PemTrustOptions()
                        .addCertValue(Buffer.buffer(Certificates.named("one").certificate())));
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp2MaxSize(1))
                .withConnectHandler(connections::add)
                .build();
    }

    private RequestOptions options(HttpMethod method, String path) {
        return new RequestOptions()
                .setMethod(method)
                .setHost("localhost")
                .setServer(io.vertx.core.net.SocketAddress.inetSocketAddress(surface.port(), "127.0.0.1"))
                .setPort(surface.port())
                .setURI(path)
                .putHeader("authorization", "Bearer " + Surface.KEY);
    }

    private HttpClientRequest request(HttpMethod method, String path) {
        return Surface.await(client.request(options(method, path)));
    }

    private HttpClientResponse post(String body) {
        return answer(request(HttpMethod.POST, "/v1/chat/completions"), body);
    }

    private HttpClientResponse get(String path) {
        return answer(request(HttpMethod.GET, path), "");
    }

    private static void leave(HttpClientResponse response) {
        response.exceptionHandler(reset -> {});
        var unused = response.request().reset(CANCEL);
    }

    /** Held back as soon as it comes, until its body is asked for: it would be lost before. */
    private static HttpClientResponse answer(HttpClientRequest request, String body) {
        var held = request.response().map(HttpClientResponse::pause);
        return Surface.await(request.send(body).compose(sent -> held));
    }

    private static Buffer body(HttpClientResponse response) {
        var body = response.body();
        response.resume();
        return Surface.await(body);
    }

    private Future<Reply> stream(Call call) {
        var tap = new Tap();
        taps.add(tap);
        callers.add(call.ask().caller());
        return Future.succeededFuture(Surface.streamed(tap));
    }

    private static BlockingQueue<Throwable> failures(HttpClientResponse response) {
        var failures = new LinkedBlockingQueue<Throwable>();
        response.exceptionHandler(failures::add);
        return failures;
    }

    private Tap tap() throws InterruptedException {
        var tap = taps.poll(10, TimeUnit.SECONDS);
        assertThat(tap).isNotNull();
        return tap;
    }

    private Caller caller() throws InterruptedException {
        var caller = callers.poll(10, TimeUnit.SECONDS);
        assertThat(caller).isNotNull();
        return caller;
    }

    private CountDownLatch farewell() throws InterruptedException {
        var gone = new CountDownLatch(1);
        var unused = caller().whenGone(gone::countDown);
        return gone;
    }
}
