package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.account.Ledger;
import io.frond.cache.Found;
import io.frond.config.Config;
import io.frond.gateway.Affinity;
import io.frond.gateway.Gateway;
import io.frond.gateway.Steps;
import io.frond.gateway.Ways;
import io.frond.http.Api;
import io.frond.http.HttpListener;
import io.frond.limit.LimitStore;
import io.frond.limit.Reservations;
import io.frond.limit.RoughEstimates;
import io.frond.limit.TenantLimiter;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Journal;
import io.frond.model.Limits;
import io.frond.model.Limits.Kind;
import io.frond.model.Money;
import io.frond.model.Outcome;
import io.frond.model.Price;
import io.frond.model.Provenance;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Usage;
import io.frond.model.Verdict;
import io.frond.testing.Client;
import io.frond.testing.Inline;
import io.frond.testing.SampleAsk;
import io.frond.testing.SampleConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dollar is a dollar, however many spend it at once: real sockets, a price, a model that answers when all have come. */
@SuppressWarnings("NullAway.Init") // each test starts with limits of its own
class BudgetTest {
    /** A cent for an answer of a thousand tokens; what is read is free. */
    private static final Price PRICE = Price.of(Money.ZERO, Money.of("10"));

    private static final int ANSWER_TOKENS = 1000;

    private final Vertx vertx = Loops.strict();
    private final AtomicLong spent = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Crowd crowd = new Crowd(1);
    private int used = ANSWER_TOKENS;
    private HttpListener listener;
    private Client client;

    @AfterEach
    void stop() {
        client.close();
        RunningFile.within(listener.close());
        RunningFile.within(vertx.close());
    }

    @Test
    void aHundredRequestsOfACentSpendADollarAndTheRestIsToldThatItIsSpent() {
        start(Limits.of(Kind.USD_PER_DAY, Money.of("1").nanos()));

        var codes = codes(150);

        assertThat(codes).filteredOn(code -> code == 200).hasSize(100);
        assertThat(codes).filteredOn(code -> code == 429).hasSize(50);
        assertThat(asked).hasValue(100);
        assertThat(new Money(spent.get())).isEqualTo(Money.of("1"));
        refusedForGood(ask());
    }

    @Test
    void whatAnswersDidNotCostIsThereAgain() {
        used = ANSWER_TOKENS / 4;
        start(Limits.of(Kind.USD_PER_MONTH, Money.of("1").nanos()));
        assertThat(codes(100)).containsOnly(200);
        assertThat(new Money(spent.get())).isEqualTo(Money.of("0.25"));

        assertThat(codes(75)).containsOnly(200);
        assertThat(new Money(spent.get())).isLessThan(Money.of("1"));
    }

    /** They all come before any is answered. */
    private List<Integer> codes(int requests) {
        crowd = new Crowd(requests);
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, requests)
                    .mapToObj(i -> each.submit(() -> ask().statusCode()))
                    .toList();
            return answers.stream().map(BudgetTest::get).toList();
        }
    }

    private static int get(java.util.concurrent.Future<Integer> code) {
        try {
            return code.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Answers when so many requests have come to the model or were refused. */
    private final class Crowd {
        private final List<Promise<Reply>> waiting = new ArrayList<>();
        private int toCome;

        private Crowd(int toCome) {
            this.toCome = toCome;
        }

        Future<Reply> answer() {
            var promise = Promise.<Reply>promise();
            synchronized (this) {
                waiting.add(promise);
            }
            oneMore();
            return promise.future();
        }

        void oneMore() {
            List<Promise<Reply>> due;
            synchronized (this) {
                toCome--;
                due = toCome > 0 ? List.of() : List.copyOf(waiting);
                waiting.removeAll(due);
            }
            due.forEach(one -> one.complete(reply()));
        }
    }

    private Reply reply() {
        var body = Buffer.buffer("{\"choices\":[]}");
        var ending = Ending.succeeded(Usage.of(10, used), "stop");
        return new Reply.Whole(new Head(200, Map.of("content-type", "application/json")), body, ending, null);
    }

    /** Settles by the price, as the ledger of the program does. */
    private final class Book implements Ledger {
        @Override
        public Reply account(Journal journal, Reply reply) {
            var unused = reply.ended().onSuccess(ending -> {
                var cost = PRICE.cost(ending.usage());
                spent.addAndGet(cost.nanos());
                Objects.requireNonNull(journal.lease()).close(ending.outcome(), ending.usage(), cost);
            });
            return reply;
        }

        @Override
        public void refused(Journal journal, Refused why) {
            var lease = journal.lease();
            if (lease != null) {
                lease.close(Outcome.IGNORED, Usage.UNKNOWN, Money.ZERO);
            }
            crowd.oneMore();
        }
    }

    private void start(Limits limits) {
        var config = new SampleConfig()
                .backend("general")
                .tenant("acme", "demo-acme", List.of(), limits)
                .build();
        var gateway = new Gateway(steps(config), Clock.system());
        var parts = new Api.Parts(
                config.server(),
                () -> gateway,
                Inline.WORKERS,
                Clock.system(),
                family -> false,
                () -> true,
                new SplittableRandom(7));
        listener = RunningFile.within(
                vertx.executeBlocking(() -> Api.listen(vertx, parts)).compose(opening -> opening));
        client = new Client(URI.create("http://127.0.0.1:" + listener.port()), "demo-acme");
    }

    private Steps steps(Config config) {
        var limiter = new TenantLimiter(
                config,
                LimitStore.memory(Clock.system()),
                new Reservations("n1"),
                new RoughEstimates(config, SampleAsk::tokens, (backend, model) -> PRICE));
        return new Steps(
                credential -> Future.succeededFuture(new Tenant("acme", "web", List.of(), List.of("general"), true)),
                limiter,
                new Affinity(Clock.system()),
                new Ways(
                        (tenant, ask) -> Future.succeededFuture(new Found.Miss(ask.caller(), new Forgotten(), "")),
                        (tenant, ask) -> Future.succeededFuture(Verdict.certain("general", "name", "test")),
                        (tenant, verdict) -> new Route.Direct("general", "general", List.of()),
                        (ask, route) -> Future.succeededFuture(Call.straight(ask, route)),
                        Map.of("general", call -> {
                            asked.incrementAndGet();
                            return crowd.answer();
                        })),
                Map.of(),
                new Book());
    }

    private static final class Forgotten implements Found.Fill {
        @Override
        public Reply with(Reply reply, Provenance from) {
            return reply;
        }

        @Override
        public void abandon() {}
    }

    private HttpResponse<String> ask() {
        return client.post("/v1/chat/completions", body());
    }

    private static JsonObject body() {
        var message = new JsonObject().put("role", "user").put("content", "Hi");
        return new JsonObject()
                .put("model", "general")
                .put("messages", new JsonArray().add(message))
                .put("max_tokens", ANSWER_TOKENS);
    }

    private static void refusedForGood(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(429);
        var error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("insufficient_quota");
        assertThat(error.getString("type")).isEqualTo("insufficient_quota");
        assertThat(error.getString("message")).contains("budget of 1 US dollars per day of this tenant");
        assertThat(Client.header(answer, "x-should-retry")).isEqualTo("false");
        assertThat(Client.header(answer, "retry-after")).isEmpty();
        assertThat(Client.header(answer, "retry-after-ms")).isEmpty();
    }
}
