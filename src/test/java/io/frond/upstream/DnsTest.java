package io.frond.upstream;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.config.WatchConfig;
import io.frond.model.Reason;
import io.frond.testing.DnsServer;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.frond.upstream.Bench.Got;
import io.frond.upstream.balance.Balancer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names that come to mean something else while calls are made, with a name server and model servers of our own. */
class DnsTest {
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final String HOST = "model.test";

    /** What it says is not kept, but where a test is about that. */
    private final DnsServer dns = DnsServer.start().ttl(0);

    /** Cold classes of the resolver hold an event loop up; no test here is about that. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setMaxEventLoopExecuteTime(5)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
            .setAddressResolverOptions(
                    Backend.addressRules().setCacheMinTimeToLive(0).addServer(dns.address())));

    private Bench bench;
    private FakeProvider one;
    private FakeProvider two;
    private Backend backend;

    @BeforeEach
    void start() {
        bench = new Bench(vertx).pauses(Duration.ofMillis(50), Duration.ofSeconds(1));
        one = FakeProvider.start(vertx, talking());
        two = FakeProvider.startAt(vertx, "127.0.0.2", one.port(), talking());
        dns.addresses(HOST, "127.0.0.1");
        backend = bench.backend(one.url());
    }

    @AfterEach
    void stop() {
        var unused = backend.close();
        one.close();
        two.close();
        Bench.await(vertx.close());
        dns.close();
    }

    /** A stream begins and waits; anything else is answered. */
    private static Script talking() {
        var beginning = streamHead().then(bytes(deltas("Hi")));
        return exchange -> {
            boolean stream = exchange.request().body().toString().contains("\"stream\":true");
            (stream ? beginning : answer()).play(exchange);
        };
    }

    @CanIgnoreReturnValue
    private Backend open(String discover) {
        bench.watch(new WatchConfig(discover, null, null));
        backend = bench.backend(url(HOST));
        return backend;
    }

    private URI url(String host) {
        return URI.create("http://" + host + ":" + one.port() + "/v1");
    }

    @CanIgnoreReturnValue
    private Got ask() {
        return bench.ask(backend, TestCalls.plain());
    }

    /** Calls go there and nowhere else. */
    private void goTo(FakeProvider there, FakeProvider notThere) {
        Eventually.within(SOON, () -> {
            there.forget();
            notThere.forget();
            for (int i = 0; i < 4; i++) {
                assertThat(ask().refused()).isNull();
            }
            assertThat(there.requests()).hasSize(4);
            assertThat(notThere.requests()).isEmpty();
        });
    }

    private List<String> names() {
        return backend.endpoints().stream().map(EndpointState::name).toList();
    }

    private void becomes(String... names) {
        Eventually.within(SOON, () -> assertThat(names()).containsExactly(names));
    }

    private void asksAgain() {
        int before = dns.asked();
        Eventually.within(SOON, () -> assertThat(dns.asked()).isGreaterThan(before + 2));
    }

    @Test
    void f25ANewAddressIsUsedWithinItsTimeToLiveAndTheOldConnectionsRunDry() {
        dns.ttl(1);
        open("off");
        goTo(one, two);
        one.forget();
        var stream = bench.start(backend, TestCalls.stream());
        var running = one.exchange();
        dns.addresses(HOST, "127.0.0.2");
        goTo(two, one);
        running.chunk(finish() + done()).lastChunk();
        assertThat(Bench.await(stream).text()).contains("[DONE]");
        assertThat(two.requests().get(0).header("host")).isEqualTo(HOST + ":" + one.port());
        Eventually.within(SOON, () -> assertThat(one.connections()).isZero());
    }

    @Test
    void f25AFailingLookUpKeepsTheLastGoodAddress() {
        open("off");
        goTo(one, two);
        dns.failing(true);
        asksAgain();
        goTo(one, two);
        dns.failing(false).addresses(HOST);
        asksAgain();
        goTo(one, two);
        dns.addresses(HOST, "127.0.0.2");
        goTo(two, one);
    }

    @Test
    void f25ThatANameDoesNotExistIsBelievedForASecondAtMost() {
        dns.addresses(HOST);
        open("off");
        assertThat(ask().no().reason()).isEqualTo(Reason.UPSTREAM_CONNECT);
        dns.addresses(HOST, "127.0.0.1");
        Eventually.within(
                Duration.ofSeconds(4), () -> assertThat(ask().refused()).isNull());
    }

    @Test
    void f25AnAddressIsKeptForItsTimeToLive() {
        dns.ttl(3);
        open("off");
        goTo(one, two);
        int before = dns.asked();
        Eventually.within(SOON, () -> {
            assertThat(ask().refused()).isNull();
            assertThat(dns.asked()).isGreaterThan(before);
        });
        assertThat(one.requests()).hasSizeGreaterThan(20);
    }

    @Test
    void ofSeveralAddressesOneThatCannotBeReachedIsLeftForTheNext() {
        dns.addresses(HOST, "127.0.0.9", "127.0.0.2");
        open("off");
        asksAgain();
        goTo(two, one);
    }

    @Test
    void everyAddressOfAHostIsAnEndpointAndTheyComeAndGo() {
        dns.addresses(HOST, "127.0.0.2", "127.0.0.1");
        open("a");
        becomes("general#1.1", "general#1.2");
        assertThat(backend.endpoints())
                .extracting(EndpointState::address)
                .containsExactly(url("127.0.0.1").toString(), url("127.0.0.2").toString());
        var stream = bench.start(backend, TestCalls.stream());
        Eventually.within(
                SOON,
                () -> assertThat(one.requests().size() + two.requests().size()).isEqualTo(1));
        boolean first = two.requests().isEmpty();
        var busy = first ? one : two;
        var idle = first ? two : one;
        var running = busy.exchange();
        dns.addresses(HOST, first ? "127.0.0.2" : "127.0.0.1");
        becomes(first ? "general#1.2" : "general#1.1");
        goTo(idle, busy);
        var gone = first ? "general#1.1" : "general#1.2";
        assertThat(bench.meters
                        .find("frond.endpoint.inflight")
                        .tag("endpoint", gone)
                        .gauge())
                .isNotNull();
        running.chunk(finish() + done()).lastChunk();
        assertThat(Bench.await(stream).text()).contains("[DONE]");
        Eventually.within(SOON, () -> assertThat(bench.meters
                        .find("frond.endpoint.inflight")
                        .tag("endpoint", gone)
                        .gauge())
                .isNull());
        assertThat(bench.meters.getMeters())
                .noneMatch(meter -> gone.equals(meter.getId().getTag("endpoint")));

        dns.addresses(HOST, "127.0.0.1", "127.0.0.2");
        becomes(first ? "general#1.2" : "general#1.1", "general#1.3");
    }

    @Test
    void whatIsKnownOfAnAddressStaysWhileOthersComeAndALookUpThatFailsOrNamesNoneTakesNoneAway() {
        open("a");
        becomes("general#1.1");
        bench.failFast();
        one.instead(json(500, "{}"));
        ask();
        int failures = backend.endpoints().get(0).failures();
        assertThat(failures).isPositive();
        dns.addresses(HOST, "127.0.0.2", "127.0.0.1");
        becomes("general#1.1", "general#1.2");
        assertThat(backend.endpoints().get(0).failures()).isGreaterThanOrEqualTo(failures);
        dns.failing(true);
        asksAgain();
        assertThat(names()).containsExactly("general#1.1", "general#1.2");
        dns.failing(false).addresses(HOST);
        asksAgain();
        assertThat(names()).containsExactly("general#1.1", "general#1.2");
    }

    @Test
    void f21AReloadGoesOnWithTheAddressesFoundAndWhatIsKnownOfThem() {
        dns.addresses(HOST, "127.0.0.1", "127.0.0.2");
        var old = open("a");
        becomes("general#1.1", "general#1.2");
        assertThat(old.obey("general#1.2", Order.OPEN)).isPresent();
        dns.failing(true);
        backend = bench.after(old).consecutive(7).backend(url(HOST));
        assertThat(names()).containsExactly("general#1.1", "general#1.2");
        assertThat(backend.endpoints().get(1).guard().byHand()).isTrue();
        assertThat(ask().servedBy().endpoint()).isEqualTo("general#1.1");
        var unused = old.close();
    }

    @Test
    void serviceRecordsOfABetterPriorityComeFirstAndTheirWeightsCount() {
        bench.balancer(Balancer.weighted());
        var third = FakeProvider.start(vertx, talking());
        dns.addresses("pod-0.model.test", "127.0.0.1").addresses("pod-1.model.test", "127.0.0.1");
        ranked(third, " 5 1", " 1 1");
        open("_http._tcp");
        becomes("general#1.1", "general#1.2");
        goTo(third, one);
        ranked(third, " 1 1", " 5 1");
        goTo(one, third);
        ranked(third, " 1 90", " 1 10");
        Eventually.within(SOON, () -> {
            one.forget();
            third.forget();
            for (int i = 0; i < 60; i++) {
                assertThat(ask().refused()).isNull();
            }
            assertThat(third.requests()).hasSizeBetween(1, 20);
        });
        third.close();
    }

    private void ranked(FakeProvider third, String ofOne, String ofThird) {
        dns.services(
                "_http._tcp." + HOST,
                "pod-0.model.test:" + one.port() + ofOne,
                "pod-1.model.test:" + third.port() + ofThird);
    }

    @Test
    void everyServiceRecordIsAnEndpointWithItsPort() {
        var third = FakeProvider.start(vertx, answer());
        dns.addresses("pod-0.model.test", "127.0.0.1").addresses("pod-1.model.test", "127.0.0.1");
        dns.services("_http._tcp." + HOST, "pod-0.model.test:" + one.port(), "pod-1.model.test:" + third.port());
        open("_http._tcp");
        becomes("general#1.1", "general#1.2");
        Eventually.within(SOON, () -> {
            assertThat(ask().refused()).isNull();
            assertThat(one.requests()).isNotEmpty();
            assertThat(third.requests()).isNotEmpty();
        });
        assertThat(third.requests().get(0).header("host")).isEqualTo("pod-1.model.test:" + third.port());
        assertThat(third.requests().get(0).line()).isEqualTo("POST /v1/chat/completions");
        dns.services("_http._tcp." + HOST, "pod-1.model.test:" + third.port());
        becomes("general#1.2");
        goTo(third, one);
        third.close();
    }
}
