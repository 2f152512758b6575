package io.frond.upstream;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.config.BackendConfig;
import io.frond.http.RequestScanner;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Operation;
import io.frond.model.Route;
import io.frond.model.Wishes;
import io.frond.testing.FakeClock;
import io.frond.testing.FakeProvider;
import io.frond.upstream.balance.Balancer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of three endpoints gets a call, over real sockets. */
@ExtendWith(VertxExtension.class)
class BalancingTest {
    private static final String PLAIN = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private Bench bench;
    private List<FakeProvider> providers;

    @BeforeEach
    void start(Vertx vertx) {
        bench = new Bench(vertx);
        providers = IntStream.range(0, 3)
                .mapToObj(i -> FakeProvider.start(vertx, answer()))
                .toList();
    }

    @AfterEach
    void stop() {
        providers.forEach(FakeProvider::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-session-id", "x-claude-code-session-id", "x-openwebui-chat-id"})
    void callsOfOneSessionGoToOneEndpoint(String header) {
        var backend = all();
        for (int session = 0; session < 5; session++) {
            assertThat(servers(backend, call(PLAIN, Map.of(header, "s-" + session)), 6))
                    .hasSize(1);
        }
        var sessions = new TreeSet<String>();
        for (int session = 0; session < 20; session++) {
            sessions.addAll(servers(backend, call(PLAIN, Map.of(header, "s-" + session)), 1));
        }
        assertThat(sessions)
                .as("they are spread; a home that was very slow is left")
                .hasSizeGreaterThan(1);
    }

    @Test
    void requestsWithOnePromptCacheKeyGoToOneEndpoint() {
        var keyed = call(PLAIN.replace("{\"model\"", "{\"prompt_cache_key\":\"k\",\"model\""), Map.of());
        assertThat(servers(all(), keyed, 12)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user_1f_account_2e_session_3d", "{\\\"device_id\\\":\\\"1f\\\",\\\"session_id\\\":\\\"3d\\\"}"})
    void requestsOfWhoNamesHisSessionInTheMetadataGoToOneEndpoint(String user) {
        assertThat(servers(all(), ofUser(user), 40)).hasSize(1);
    }

    @Test
    void aUserIsNoSession() {
        assertThat(servers(all(), ofUser("user_1f"), 40)).hasSize(3);
    }

    private static Call ofUser(String id) {
        return call(PLAIN.replace("{\"model\"", "{\"metadata\":{\"user_id\":\"" + id + "\"},\"model\""), Map.of());
    }

    @Test
    void aRequestThatBelongsWithNothingIsSpread() {
        assertThat(servers(all(), call(PLAIN, Map.of("x-session-id", " ")), 40)).hasSize(3);
    }

    @Test
    void whereSessionsAreNotHeldTheyAreSpread() {
        bench.notSticky();
        assertThat(servers(all(), call(PLAIN, Map.of("x-session-id", "s")), 40)).hasSize(3);
    }

    @Test
    void aSessionWhoseEndpointFailsIsAnsweredByAnother() {
        var backend = all();
        var call = call(PLAIN, Map.of("x-session-id", "s"));
        var home = servers(backend, call, 1).iterator().next();
        provider(home).instead(json(500, "{}"));
        assertThat(servers(backend, call, 8)).hasSize(1).doesNotContain(home);
    }

    @Test
    void promptsThatBeginAlikeGoToOneEndpoint() {
        var backend = bench.balancer(Balancer.prefix()).backend(urls());
        for (String rules : List.of("Be brief.", "Be kind.", "Be exact.")) {
            var begun = chat(rules, "First question");
            var goneOn = call(
                    "{\"model\":\"m\",\"messages\":[" + system(rules)
                            + ",{\"role\":\"user\",\"content\":\"First question\"},"
                            + "{\"role\":\"assistant\",\"content\":\"An answer\"},"
                            + "{\"role\":\"user\",\"content\":\"And then?\"}]}",
                    Map.of());
            var servers = servers(backend, begun, 3);
            servers.addAll(servers(backend, goneOn, 3));
            assertThat(servers).hasSize(1);
        }
    }

    @Test
    void whatFollowsBehindTheBoundOfThePrefixDoesNotCount() {
        var backend = bench.balancer(Balancer.prefix()).backend(urls());
        var manual = "x".repeat(5_000);
        var servers = new TreeSet<String>();
        for (int i = 0; i < 12; i++) {
            servers.addAll(servers(backend, chat(manual, "Question " + i), 1));
        }
        assertThat(servers).hasSize(1);
    }

    @Test
    void aHeavierEndpointGetsMore() {
        var backend = bench.balancer(Balancer.roundRobin()).backend(List.of(endpoint(0, 3, 0), endpoint(1, 1, 0)));
        servers(backend, call(PLAIN, Map.of()), 12);
        assertThat(providers.get(0).requests()).hasSize(9);
        assertThat(providers.get(1).requests()).hasSize(3);
    }

    @Test
    void aLowerTierAnswersOnlyWhenTheUpperCannot() {
        var backend = bench.backend(List.of(endpoint(0, 1, 1), endpoint(1, 1, 0), endpoint(2, 1, 2)));
        assertThat(servers(backend, call(PLAIN, Map.of()), 10)).containsExactly("general#2");
        providers.get(1).instead(cut());
        assertThat(servers(backend, call(PLAIN, Map.of()), 10)).containsExactly("general#1");
    }

    @Test
    void anEndpointThatHasRecoveredStartsSlowly() {
        var clock = new FakeClock();
        bench.clock(clock).consecutive(1).slowStart(Duration.ofSeconds(30));
        var backend = bench.balancer(Balancer.weighted()).backend(urls().subList(0, 2));
        clock.advance(Duration.ofMinutes(1));
        providers.get(0).instead(cut());
        servers(backend, call(PLAIN, Map.of()), 20);
        providers.get(0).instead(answer());
        clock.advance(Duration.ofSeconds(6));
        servers(backend, call(PLAIN, Map.of()), 20);
        assertThat(backend.endpoints()).extracting(EndpointState::breaker).containsOnly("closed");
        assertThat(requestsOfFirstIn(backend, 60)).isBetween(1, 15);
        clock.advance(Duration.ofSeconds(30));
        assertThat(requestsOfFirstIn(backend, 60)).isBetween(20, 40);
    }

    private int requestsOfFirstIn(Backend backend, int calls) {
        int before = providers.get(0).requests().size();
        servers(backend, call(PLAIN, Map.of()), calls);
        return providers.get(0).requests().size() - before;
    }

    private Backend all() {
        return bench.backend(urls());
    }

    private List<BackendConfig.Endpoint> urls() {
        return IntStream.range(0, 3).mapToObj(i -> endpoint(i, 1, 0)).toList();
    }

    private BackendConfig.Endpoint endpoint(int index, int weight, int priority) {
        return new BackendConfig.Endpoint(providers.get(index).url(), null, weight, priority, false);
    }

    private FakeProvider provider(String name) {
        return providers.get(name.charAt(name.length() - 1) - '1');
    }

    /** Who answered. */
    @CanIgnoreReturnValue
    private Set<String> servers(Backend backend, Call call, int times) {
        var servers = new TreeSet<String>();
        for (int i = 0; i < times; i++) {
            servers.add(bench.ask(backend, call).servedBy().endpoint());
        }
        return servers;
    }

    private static String system(String rules) {
        return "{\"role\":\"system\",\"content\":\"" + rules + "\"}";
    }

    private static Call chat(String rules, String question) {
        return call(
                "{\"model\":\"m\",\"messages\":[" + system(rules) + ",{\"role\":\"user\",\"content\":\"" + question
                        + "\"}]}",
                Map.of());
    }

    private static Call call(String body, Map<String, String> headers) {
        var bytes = Buffer.buffer(body);
        var fields = RequestScanner.scan(bytes);
        var ask = new Ask("req-1", Operation.CHAT, bytes, fields, Wishes.NONE, headers::get, new Caller());
        return Call.straight(ask, new Route.Direct("r", "general", List.of()));
    }
}
