package io.frond.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.account.Ledger;
import io.frond.cache.Found;
import io.frond.classify.Classifier;
import io.frond.model.Arrival;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Credential;
import io.frond.model.Journal;
import io.frond.model.Lease;
import io.frond.model.Money;
import io.frond.model.Outcome;
import io.frond.model.Provenance;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Usage;
import io.frond.model.Verdict;
import io.frond.model.Wishes;
import io.frond.route.Decisions;
import io.frond.testing.FakeClock;
import io.frond.testing.Given;
import io.frond.upstream.Upstream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayTest {
    private final List<String> told = new ArrayList<>();
    private final FakeClock clock = new FakeClock();
    private final Journal journal = new Journal("req-1", "dec-1", clock.nanos());
    private Ask ask = Given.question("hello");

    @Test
    void whoeverWaitsForTheSameAnswerIsToldWhateverGoesWrong() {
        var failed = answer((tenant, asked) -> {
            throw new IllegalStateException("a bug that does not even make a future");
        });
        assertThat(reason(failed)).isEqualTo(Reason.INTERNAL);
        assertThat(told).containsExactly("abandoned", "refused internal");
    }

    @Test
    void aCallerWhoHasLeftCostsNoRetrievalAndNoCall() {
        ask.caller().leave();
        var failed = answer((tenant, asked) -> Future.succeededFuture(Verdict.certain("r", "rules", "test")));
        assertThat(reason(failed)).isEqualTo(Reason.CALLER_CANCELLED);
        assertThat(told).containsExactly("abandoned", "refused caller_cancelled");
    }

    @Test
    void whatTheSurfaceRefusesIsAccountedToo() {
        gateway((tenant, asked) -> Future.failedFuture("nobody asks"))
                .refused(journal, Refused.of(Reason.CALLER_URL, "There is nothing here."));
        assertThat(told).containsExactly("refused caller_url");
    }

    @ParameterizedTest
    @CsvSource({"100, called with 100 ms", "199, called with 1 ms"})
    void theBackendGetsWhatIsLeftOfTheClientsTime(long spent, String expected) {
        ask = patientFor200ms();
        var unused = answer(slow(spent));
        assertThat(told).contains(expected);
    }

    @Test
    void noModelIsAskedWhenTheClientsTimeIsOver() {
        ask = patientFor200ms();
        assertThat(reason(answer(slow(200)))).isEqualTo(Reason.UPSTREAM_TIMEOUT);
        assertThat(told).containsExactly("grounded", "abandoned", "refused upstream_timeout");
    }

    private static Ask patientFor200ms() {
        var wishes = new Wishes(null, false, false, false, Duration.ofMillis(200));
        return Given.ask("auto", false, Map.of(), wishes, List.of("hello"));
    }

    private Classifier slow(long millis) {
        return (tenant, asked) -> {
            clock.advance(Duration.ofMillis(millis));
            return Future.succeededFuture(Verdict.certain("r", "rules", "test"));
        };
    }

    private Future<Reply> answer(Classifier classifier) {
        return gateway(classifier)
                .answer(
                        new Arrival(Credential.NONE, ask.operation(), ask.caller(), () -> Future.succeededFuture(ask)),
                        journal);
    }

    private static Reason reason(Future<Reply> failed) {
        return ((Refused) failed.cause()).reason();
    }

    private Gateway gateway(Classifier classifier) {
        Upstream backend = call -> {
            var wish = call.ask().wishes().timeout();
            told.add(wish == null ? "called" : "called with " + wish.toMillis() + " ms");
            return Future.failedFuture("nobody should have called");
        };
        return new Gateway(
                new Steps(
                        credential ->
                                Future.succeededFuture(new Tenant("acme", "main", List.of("r"), List.of("b"), true)),
                        (tenant, asked) -> Future.succeededFuture(new Free()),
                        new Affinity(new FakeClock()),
                        new Ways(
                                (tenant, asked) -> Future.succeededFuture(
                                        new Found.Miss(asked.caller(), new Fill(), "frond; fwd=miss")),
                                classifier,
                                (tenant, verdict) -> new Route.Direct("r", "b", List.of()),
                                (tenant, asked, route) -> {
                                    told.add("grounded");
                                    return Future.succeededFuture(Call.straight(asked, route));
                                },
                                Map.of("b", backend)),
                        Map.of(),
                        new Book(),
                        new Decisions()),
                clock);
    }

    private record Free() implements Lease {
        @Override
        public Map<String, String> headers() {
            return Map.of();
        }

        @Override
        public void close(Outcome outcome, Usage usage, Money cost) {}
    }

    private final class Fill implements Found.Fill {
        @Override
        public Reply with(Reply reply, Provenance from) {
            return reply;
        }

        @Override
        public void abandon() {
            told.add("abandoned");
        }
    }

    private final class Book implements Ledger {
        @Override
        public Reply account(Journal of, Reply reply) {
            told.add("accounted");
            return reply;
        }

        @Override
        public void refused(Journal of, Refused why) {
            told.add("refused " + why.reason().label());
        }
    }
}
