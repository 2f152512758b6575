package io.frond.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.frond.model.Call;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Journal;
import io.frond.model.Lease;
import io.frond.model.Money;
import io.frond.model.Outcome;
import io.frond.model.Passage;
import io.frond.model.Provenance;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Route;
import io.frond.model.Served;
import io.frond.model.Source;
import io.frond.model.Tenant;
import io.frond.model.Usage;
import io.frond.model.Verdict;
import io.frond.observe.Metrics;
import io.frond.testing.FakeClock;
import io.frond.testing.SampleAsk;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLedgerTest {
    private static final Served GENERAL = new Served("general#1", 1, Duration.ofMillis(30));

    private final FakeClock clock = new FakeClock();
    private final Metrics metrics = new Metrics();
    private final List<Line> lines = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final Ledger ledger = new RequestLedger(metrics, lines::add, clock, Accounts.none());

    @Test
    void aWholeAnswerIsSettledAndToldAtOnce() {
        var journal = journal();
        clock.advance(Duration.ofMillis(38));
        var reply = whole(Ending.succeeded(Usage.of(120, 40), "stop"), GENERAL);

        assertThat(ledger.account(journal, reply)).isSameAs(reply);

        assertThat(closed).containsExactly("SUCCEEDED 40");
        var line = lines.get(0);
        assertThat(lines).hasSize(1);
        assertThat(line.tenant()).isEqualTo("acme");
        assertThat(line.key()).isEqualTo("web");
        assertThat(line.route()).isEqualTo("policy");
        assertThat(line.by()).isEqualTo("linear");
        assertThat(line.knowledge()).isEqualTo("policies");
        assertThat(line.chunks()).isEqualTo(1);
        assertThat(line.endpoint()).isEqualTo("general#1");
        assertThat(line.cache()).isEqualTo("miss");
        assertThat(line.status()).isEqualTo(200);
        assertThat(line.error()).isEmpty();
        assertThat(line.tokensIn()).isEqualTo(120);
        assertThat(line.millis()).isEqualTo(38);
        assertThat(line.overheadMillis()).isCloseTo(8, within(0.001));
    }

    @Test
    void aStreamIsSettledOnceAtItsEnd() {
        var ended = Promise.<Ending>promise();
        var unused = ledger.account(journal(), streamed(ended));
        clock.advance(Duration.ofSeconds(3));
        assertThat(closed).isEmpty();
        assertThat(lines).isEmpty();

        ended.complete(Ending.failed(Reason.UPSTREAM_TIMEOUT, Usage.UNKNOWN));

        assertThat(closed).containsExactly("FAILED 0");
        assertThat(lines.get(0).status()).isEqualTo(200);
        assertThat(lines.get(0).error()).isEqualTo("upstream_timeout");
        assertThat(lines.get(0).millis()).isEqualTo(3000);
        assertThat(lines.get(0).firstByteMillis()).isZero();
        assertThat(lines.get(0).tokensIn()).isNull();
    }

    @Test
    void aClientThatLeftIsNotAFailure() {
        var ended = Promise.<Ending>promise();
        var unused = ledger.account(journal(), streamed(ended));

        ended.complete(Ending.left(Usage.UNKNOWN));

        assertThat(closed).containsExactly("IGNORED 0");
        assertThat(lines.get(0).error()).isEqualTo("caller_cancelled");
    }

    @Test
    void aStrangerWhoIsRefusedHasALineToo() {
        ledger.refused(new Journal("req-9", "d-9", clock.nanos()), Refused.of(Reason.CALLER_AUTH, "who?"));

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).tenant()).isEmpty();
        assertThat(lines.get(0).status()).isEqualTo(401);
        assertThat(lines.get(0).error()).isEqualTo("caller_auth");
        assertThat(closed).isEmpty();
        assertThat(metrics.scrape())
                .contains("frond_requests_total{outcome=\"caller_auth\",route=\"none\",tenant=\"none\"} 1.0");
    }

    @Test
    void aRefusalClosesTheLeaseAndNamesTheEndpointThatFailedLast() {
        ledger.refused(
                journal(), Refused.of(Reason.UPSTREAM_5XX, "sick").by(new Served("general#2", 3, Duration.ZERO)));

        assertThat(closed).containsExactly("FAILED 0");
        assertThat(lines.get(0).endpoint()).isEqualTo("general#2");
        assertThat(lines.get(0).attempts()).isEqualTo(3);
    }

    @Test
    void frondsOwnRefusalSaysNothingAboutAnEndpoint() {
        ledger.refused(journal(), Refused.of(Reason.POLICY_CACHE, "not there"));

        assertThat(closed).containsExactly("IGNORED 0");
    }

    @Test
    void everyRequestIsCountedUnderItsLabels() {
        var unused = ledger.account(journal(), whole(Ending.succeeded(Usage.of(120, 40), "stop"), GENERAL));
        ledger.refused(journal(), Refused.of(Reason.POLICY_RATE, "slowly"));

        assertThat(metrics.scrape())
                .contains("frond_requests_total{outcome=\"succeeded\",route=\"policy\",tenant=\"acme\"} 1.0")
                .contains("frond_requests_total{outcome=\"policy_rate\",route=\"policy\",tenant=\"acme\"} 1.0")
                .contains("frond_decisions_total{by=\"linear\",route=\"policy\",tenant=\"acme\"} 2.0")
                .contains("frond_cache_total{result=\"miss\",tenant=\"acme\"} 2.0")
                .contains("frond_limited_total{limit=\"rate\",tenant=\"acme\"} 1.0")
                .contains("gen_ai_provider_name=\"general\",gen_ai_token_type=\"output\"} 40.0");
    }

    @Test
    void aHitIsToldAndCountedUnderTheRouteItWasFetchedBy() {
        var journal = new Journal("req-1", "d-1", clock.nanos());
        keep(journal.identified(new Tenant("acme", "web", List.of("policy"), List.of("general"), true)));
        journal.recalled("frond; hit; ttl=312");
        journal.found(new Provenance("policy", List.of("r.md"), List.of()));

        keep(ledger.account(journal, whole(Ending.succeeded(Usage.UNKNOWN, "stop"), null)));

        assertThat(lines.get(0).route()).isEqualTo("policy");
        assertThat(lines.get(0).cache()).isEqualTo("hit");
        assertThat(lines.get(0).by()).as("nothing was decided").isEmpty();
        assertThat(metrics.scrape())
                .contains("frond_requests_total{outcome=\"succeeded\",route=\"policy\",tenant=\"acme\"} 1.0");
    }

    @Test
    void theWaitForAnotherRequestIsNoOverhead() {
        var journal = new Journal("req-1", "d-1", clock.nanos());
        journal.recalled("frond; fwd=miss; collapsed");
        clock.advance(Duration.ofSeconds(4));

        keep(ledger.account(journal, whole(Ending.succeeded(Usage.UNKNOWN, "stop"), null)));

        assertThat(lines.get(0).firstByteMillis()).isEqualTo(4000);
        assertThat(lines.get(0).overheadMillis()).isNull();
        assertThat(metrics.scrape()).contains("frond_overhead_seconds_count 0");
    }

    @Test
    void withSeveralTriesTheOverheadIsNotGuessed() {
        var second = new Served("general#2", 2, Duration.ofMillis(30));
        var unused = ledger.account(journal(), whole(Ending.succeeded(Usage.UNKNOWN, "stop"), second));

        assertThat(lines.get(0).overheadMillis()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'frond; hit; ttl=312', hit",
        "'frond; fwd=miss', miss",
        "'frond; fwd=miss; collapsed', collapsed",
        "'frond; fwd=stale', stale",
        "'frond; fwd=request', request",
        "'frond; fwd=bypass', bypass",
        "'', ''",
    })
    void theCacheStatusIsOneWord(String status, String word) {
        assertThat(Telling.cache(status)).isEqualTo(word);
    }

    private Journal journal() {
        return journal(clock, closed);
    }

    static Journal journal(FakeClock clock, List<String> closed) {
        var journal = new Journal("req-1", "d-1", clock.nanos());
        var ask =
                new SampleAsk().question("Is my secret question safe?").stream().build();
        Route route = new Route.Retrieve("policy", "general", "policies", List.of("asked about returns"));
        var passage = new Passage(new Source("policies", "r.md", "1"), "Returns", "30 days", 0.9, clock.now());
        keep(journal.identified(new Tenant("acme", "web", List.of("policy"), List.of("general"), true)));
        keep(journal.read(ask));
        journal.admitted(lease(closed));
        journal.recalled("frond; fwd=miss");
        keep(journal.classified(new Verdict(
                List.of(new Verdict.Candidate("policy", 0.9), new Verdict.Candidate("manual", 0.06)),
                "linear",
                true,
                List.of())));
        keep(journal.routed(route));
        keep(journal.grounded(new Call(ask, route, List.of(), List.of(passage), List.of(passage.source()))));
        return journal;
    }

    private static void keep(Object made) {
        assertThat(made).isNotNull();
    }

    private static Lease lease(List<String> closed) {
        return new Lease() {
            @Override
            public Map<String, String> headers() {
                return Map.of();
            }

            @Override
            public void close(Outcome outcome, Usage usage, Money cost) {
                closed.add(outcome + " " + usage.completion());
            }
        };
    }

    private static Reply whole(Ending ending, @Nullable Served by) {
        return new Reply.Whole(new Head(200, Map.of()), Buffer.buffer("{}"), ending, by);
    }

    private static Reply streamed(Promise<Ending> ended) {
        return new Reply.Streamed(new Head(200, Map.of()), new Unread(), ended.future(), GENERAL);
    }
}
