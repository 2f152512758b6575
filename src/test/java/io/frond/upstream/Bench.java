package io.frond.upstream;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.config.Ability;
import io.frond.config.BackendConfig;
import io.frond.config.BalanceConfig;
import io.frond.config.Secret;
import io.frond.config.WatchConfig;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Ending;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Served;
import io.frond.model.Workers;
import io.frond.testing.FakeProvider;
import io.frond.testing.Replies;
import io.frond.upstream.balance.Balancer;
import io.frond.upstream.dialect.Dialect;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A backend under test with short times, and a caller who reads everything. */
final class Bench {
    private static final AtomicBoolean COLD = new AtomicBoolean(true);

    final Vertx vertx;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private Clock clock = Clock.system();
    private BackendConfig.Timeout timeout = new BackendConfig.Timeout(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));
    private BackendConfig.Retry retry = new BackendConfig.Retry(2, 0.2);
    private BackendConfig.Breaker breaker =
            new BackendConfig.Breaker(0.5, 5, Duration.ofSeconds(10), 10, Duration.ofSeconds(5), 3, false);
    private BackendConfig.Cap limits = new BackendConfig.Cap(100);
    private Balancer balancer = Balancer.p2c();
    private BalanceConfig balance = balance(Duration.ZERO, true);
    private @Nullable String model;
    private String name = "general";
    private Ability can = Ability.ANY;
    private Surroundings.Pauses pauses = Surroundings.Pauses.USUAL;
    private WatchConfig watch = WatchConfig.NONE;
    private @Nullable Backend before;

    Bench(Vertx vertx) {
        this.vertx = vertx;
        if (COLD.getAndSet(false)) {
            warmUp();
        }
    }

    /** Loads the classes of a call on a worker: on a busy machine that takes longer than an event loop may. */
    private void warmUp() {
        try (var provider =
                FakeProvider.start(vertx, Replies.json(500, "{}"), Replies.answer(), Replies.stream(true))) {
            var backend = consecutive(1).backend(provider.url());
            var onWorker = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
            await(vertx.deployVerticle(context -> start(context, backend, TestCalls.plain()), onWorker));
            await(vertx.deployVerticle(context -> start(context, backend, TestCalls.stream()), onWorker));
        }
        meters.clear();
        consecutive(5);
    }

    @CanIgnoreReturnValue
    Bench clock(Clock other) {
        clock = other;
        return this;
    }

    @CanIgnoreReturnValue
    Bench timeouts(long firstToken, long total, long idle, long stream) {
        timeout = new BackendConfig.Timeout(
                Duration.ofSeconds(2),
                Duration.ofMillis(firstToken),
                Duration.ofMillis(total),
                Duration.ofMillis(idle),
                Duration.ofMillis(stream));
        return this;
    }

    @CanIgnoreReturnValue
    Bench pauses(Duration lookups, Duration keepAlive) {
        pauses = new Surroundings.Pauses(lookups, keepAlive);
        return this;
    }

    @CanIgnoreReturnValue
    Bench retries(int attempts) {
        return retry(new BackendConfig.Retry(attempts, 0.2));
    }

    @CanIgnoreReturnValue
    Bench retry(BackendConfig.Retry rules) {
        retry = rules;
        return this;
    }

    /** @param request for all tries together */
    @CanIgnoreReturnValue
    Bench timeouts(long firstToken, long total, Duration request) {
        timeouts(firstToken, total, 5_000, 10_000);
        timeout = new BackendConfig.Timeout(
                timeout.connect(), timeout.firstToken(), timeout.total(), timeout.idle(), timeout.stream(), request);
        return this;
    }

    /** The backends made from here on have this name, ask for a model of it, and can serve what is said here. */
    @CanIgnoreReturnValue
    Bench named(String backend, Ability ability) {
        name = backend;
        model = backend + "-model";
        can = ability;
        return this;
    }

    @CanIgnoreReturnValue
    Bench consecutive(int failures) {
        breaker = new BackendConfig.Breaker(0.5, failures, Duration.ofSeconds(10), 10, Duration.ofSeconds(5), 3, false);
        return this;
    }

    @CanIgnoreReturnValue
    Bench failFast() {
        breaker = new BackendConfig.Breaker(
                0.5, breaker.consecutive(), Duration.ofSeconds(10), 10, Duration.ofSeconds(5), 3, true);
        return this;
    }

    @CanIgnoreReturnValue
    Bench inflight(int most) {
        return limits(new BackendConfig.Cap(most));
    }

    @CanIgnoreReturnValue
    Bench limits(BackendConfig.Cap all) {
        limits = all;
        return this;
    }

    @CanIgnoreReturnValue
    Bench model(String name) {
        model = name;
        return this;
    }

    @CanIgnoreReturnValue
    Bench balancer(Balancer other) {
        balancer = other;
        return this;
    }

    @CanIgnoreReturnValue
    Bench slowStart(Duration time) {
        balance = balance(time, true);
        return this;
    }

    @CanIgnoreReturnValue
    Bench notSticky() {
        balance = balance(Duration.ZERO, false);
        return this;
    }

    @CanIgnoreReturnValue
    Bench watch(WatchConfig config) {
        watch = config;
        return this;
    }

    /** The backends made from here on take the place of this one. */
    @CanIgnoreReturnValue
    Bench after(@Nullable Backend backend) {
        before = backend;
        return this;
    }

    private static BalanceConfig balance(Duration slowStart, boolean sticky) {
        return new BalanceConfig("p2c", 4096, slowStart, sticky ? new BalanceConfig.Sticky("x-session-id") : null);
    }

    Backend backend(URI... urls) {
        return backend(Arrays.stream(urls)
                .map(url -> new BackendConfig.Endpoint(url, new Secret("sk-upstream")))
                .toList());
    }

    Backend backend(List<BackendConfig.Endpoint> endpoints) {
        var backend = ready(endpoints);
        backend.appear();
        return backend;
    }

    /** One that is not at work yet. */
    Backend ready(List<BackendConfig.Endpoint> endpoints) {
        return new Backend(config(endpoints), Dialect.openAi(), balancer, around(), before);
    }

    private BackendConfig config(List<BackendConfig.Endpoint> endpoints) {
        return new BackendConfig(
                name, "general", "openai", balance, model, List.of(), List.of(), endpoints, timeout, retry, breaker,
                limits, List.of(), can, watch);
    }

    Surroundings around() {
        return new Surroundings(vertx, clock, new Random(7), meters, onWorkers(), pauses);
    }

    private Workers onWorkers() {
        return new Workers() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return vertx.executeBlocking(work);
            }
        };
    }

    /** What a caller got in the end. */
    record Got(
            @Nullable Reply reply,
            Buffer bytes,
            @Nullable Ending ending,
            @Nullable Refused refused) {

        String text() {
            return bytes.toString();
        }

        Served servedBy() {
            return Objects.requireNonNull(reply == null ? no().served() : reply.served());
        }

        Reply answer() {
            return Objects.requireNonNull(reply, () -> "no answer but " + refused);
        }

        Refused no() {
            return Objects.requireNonNull(refused, () -> "an answer: " + text());
        }

        Ending end() {
            return Objects.requireNonNull(ending);
        }
    }

    /** Calls, reads the answer to its end, waits for it. */
    @CanIgnoreReturnValue
    Got ask(Upstream upstream, Call call) {
        return await(start(upstream, call));
    }

    Future<Got> start(Upstream upstream, Call call) {
        return start(vertx.getOrCreateContext(), upstream, call);
    }

    private static Future<Got> start(Context context, Upstream upstream, Call call) {
        var got = Promise.<Got>promise();
        context.runOnContext(nothing -> upstream.call(call)
                .onSuccess(reply -> read(reply, got))
                .onFailure(failure -> got.complete(new Got(null, Buffer.buffer(), null, refused(failure)))));
        return got.future();
    }

    /** The reply itself, its bytes unread. */
    Future<Reply> open(Upstream upstream, Call call) {
        var opened = Promise.<Reply>promise();
        vertx.runOnContext(nothing -> upstream.call(call).onComplete(opened));
        return opened.future();
    }

    private static void read(Reply reply, Promise<Got> got) {
        switch (reply) {
            case Reply.Whole whole -> got.complete(new Got(whole, whole.body(), whole.ending(), null));
            case Reply.Streamed stream -> readStream(stream, got);
        }
    }

    private static void readStream(Reply.Streamed stream, Promise<Got> got) {
        var seen = Buffer.buffer();
        stream.bytes()
                .handler(seen::appendBuffer)
                .endHandler(
                        end -> stream.ended().onSuccess(ending -> got.tryComplete(new Got(stream, seen, ending, null))))
                .exceptionHandler(failure -> stream.ended()
                        .onSuccess(ending -> got.tryComplete(new Got(stream, seen, ending, refused(failure)))))
                .resume();
    }

    private static Refused refused(Throwable failure) {
        if (failure instanceof Refused refused) {
            return refused;
        }
        throw new AssertionError("not a refusal", failure);
    }

    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
