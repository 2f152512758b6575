package io.frond.http;

import io.frond.config.TlsConfig;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The open port: a server per core, all on one address, each on an event loop of its own. Thread-safe. */
public final class HttpListener {
    /** So long an interrupted answer may take to reach its client. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /** Servers that name the same negative port share one that the system chooses. */
    private static final AtomicInteger ANY_PORT = new AtomicInteger();

    private final Vertx vertx;
    private final String deployment;
    private final List<ApiVerticle> loops;
    private final Draining draining;
    private final Duration patience;

    private HttpListener(
            Vertx vertx, String deployment, List<ApiVerticle> loops, Draining draining, Duration patience) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.loops = loops;
        this.draining = draining;
        this.patience = patience;
    }

    static Future<HttpListener> open(Vertx vertx, Api.Parts parts) {
        loadClasses();
        int asked = parts.server().listen().port();
        int port = asked == 0 ? ANY_PORT.decrementAndGet() : asked;
        var draining = new Draining();
        var loops = Stream.generate(() ->
                        new ApiVerticle(parts, port, draining, parts.random().split()))
                .limit(Runtime.getRuntime().availableProcessors())
                .toList();
        var each = loops.iterator();
        return vertx.deployVerticle(each::next, new DeploymentOptions().setInstances(loops.size()))
                .map(id -> new HttpListener(
                        vertx, id, loops, draining, parts.server().drain()));
    }

    /** The port it listens on, also where the configuration left the choice to the system. */
    public int port() {
        return loops.get(0).actualPort();
    }

    /** New connections get this certificate from now on; those that stand keep theirs. Fails where it cannot be used. */
    public Future<Void> renew(TlsConfig tls) {
        return loops.get(0).renew(tls);
    }

    /**
     * Stops without breaking anything that can be finished: from now on not ready, new requests refused; what runs may
     * run for as long as the configuration allows, and is then ended with an error. Completes when the port is closed.
     */
    public Future<Void> drain() {
        var empty = draining.begin();
        return empty.timeout(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS)
                .recover(late -> interrupt(empty))
                .compose(out -> close());
    }

    /** Closes at once, whatever is running. */
    public Future<Void> close() {
        return vertx.undeploy(deployment);
    }

    /** Here on the caller's thread, so that the first requests do not hold up their event loops with it. */
    private static void loadClasses() {
        var request = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]}";
        var scanned = RequestScanner.scan(Buffer.buffer(request));
        var unused = ErrorBody.of(Refused.of(Reason.INTERNAL, scanned.model()));
    }

    private Future<Void> interrupt(Future<Void> empty) {
        loops.forEach(ApiVerticle::interrupt);
        return empty.timeout(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
    }
}
