package io.frond;

import io.frond.account.AccessLog;
import io.frond.admin.Admin;
import io.frond.admin.CacheRoutes;
import io.frond.admin.ConfigRoutes;
import io.frond.admin.DecisionRoutes;
import io.frond.admin.EndpointRoutes;
import io.frond.admin.KeyRoutes;
import io.frond.admin.KnowledgeRoutes;
import io.frond.admin.LimitRoutes;
import io.frond.admin.MetricsRoutes;
import io.frond.admin.OutcomeRoutes;
import io.frond.admin.PurgeRoute;
import io.frond.admin.SystemRoutes;
import io.frond.admin.UsageRoutes;
import io.frond.config.Config;
import io.frond.config.ServerConfig;
import io.frond.feedback.FeedbackApi;
import io.frond.http.Api;
import io.frond.http.HttpListener;
import io.frond.http.Resources;
import io.frond.retrieve.Knowledge;
import io.frond.tenant.KeyOffice;
import io.frond.tenant.Keys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: opens every part, swaps the snapshot on reload, closes everything in order.
 *
 * <p>Methods may be called from any thread.
 */
public final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final long LOOK_MILLIS = 50;

    private final Foundation foundation;
    private final AccessLog log;
    private final KnowledgeMeters meters;
    private volatile Snapshot current;
    private final Set<Supplier<Future<Void>>> retiring = ConcurrentHashMap.newKeySet();
    private Future<Void> reloads = Future.succeededFuture();
    private boolean stopping;
    private volatile @Nullable HttpListener api;
    private volatile @Nullable Admin admin;

    private Wiring(Foundation foundation, AccessLog log, Snapshot first) {
        this.foundation = foundation;
        this.log = log;
        this.current = first;
        first.begin();
        this.meters = new KnowledgeMeters(foundation.metrics.registry(), foundation.clock);
        meters.show(first.knowledge());
    }

    /** Everything but the ports: decides as a request would be decided. */
    static Future<Wiring> assemble(Vertx vertx, Config config, AccessLog log) {
        var foundation = new Foundation(vertx, new SecureRandom().nextLong());
        return new Assembly(foundation, log, config, null)
                .snapshot()
                .map(first -> new Wiring(foundation, log, first))
                .recover(failed -> foundation.close().transform(closed -> Future.failedFuture(failed)));
    }

    /**
     * Opens the ports of the configuration. Fails where one of them cannot be had; nothing runs then.
     *
     * @param desk where operators change the configuration
     */
    static Future<Wiring> start(Vertx vertx, Config config, AccessLog log, ConfigDesk desk) {
        return start(vertx, config, new Records(log, deed -> {}, List::of), desk);
    }

    /** @param records what is written down of requests and of operators' deeds */
    static Future<Wiring> start(Vertx vertx, Config config, Records records, ConfigDesk desk) {
        return assemble(vertx, config, records.access()).compose(wiring -> wiring.listen(records, desk));
    }

    /** Opens from a worker: loading the classes of a server takes longer than an event loop may be held up. */
    private Future<Wiring> listen(Records records, ConfigDesk desk) {
        var server = current.config().server();
        return foundation
                .vertx
                .executeBlocking(() -> Api.listen(foundation.vertx, surface(server, resources())))
                .compose(opening -> opening)
                .onSuccess(listening -> api = listening)
                .compose(listening -> Admin.start(foundation.vertx, operated(server, records, desk)))
                .onSuccess(operators -> admin = operators)
                .map(this)
                .recover(failed -> drain().transform(drained -> Future.failedFuture(failed)));
    }

    private Api.Parts surface(ServerConfig server, Resources own) {
        return new Api.Parts(
                server,
                () -> current.gateway(),
                foundation.requests,
                foundation.clock,
                family -> current.forwards(family),
                own,
                () -> current.ready(),
                foundation.ids);
    }

    /** What is kept is kept over reloads, and read when Frond starts. Blocks. */
    private Resources resources() {
        return new OwnCalls(List.of(
                new FeedbackApi(
                        foundation.answered,
                        foundation.ratings,
                        decision -> current.answers().likeness().evict(decision),
                        foundation.clock),
                files()));
    }

    private Resources files() {
        var wanted = current.config().files();
        if (wanted == null) {
            return Resources.NONE;
        }
        var opened = Shelving.files(foundation, wanted, () -> current);
        foundation.kept = opened;
        return opened;
    }

    private Future<Void> closeFiles() {
        var opened = foundation.kept;
        return opened == null ? Future.succeededFuture() : opened.close();
    }

    private KeyOffice keys() {
        return new KeyOffice(
                () -> current.config(),
                () -> current.identity().sources(),
                new Keys(new SecureRandom()),
                foundation.clock);
    }

    /** Each subject of the operators' port is one line here. */
    private Admin.Parts operated(ServerConfig server, Records records, ConfigDesk desk) {
        var operating = new Operating(this);
        var configured = new Configured(this, desk, new SecureRandom());
        var support = new Support(this, operating, configured, records.recent());
        return new Admin.Parts(
                server.admin(),
                server.access(),
                records.audit(),
                foundation.clock,
                foundation.ids.split(),
                List.of(
                        new MetricsRoutes(type -> foundation.metrics.scrape(type)),
                        new EndpointRoutes(operating),
                        new DecisionRoutes(new DecisionDesk(this)),
                        new OutcomeRoutes(foundation.ratings),
                        new KnowledgeRoutes(operating),
                        new KeyRoutes(keys()),
                        new ConfigRoutes(configured),
                        new UsageRoutes(query -> current.usage().report(query), foundation.clock),
                        new LimitRoutes((tenant, most) -> current.steps()
                                .limiter()
                                .fills(tenant, most, current.identity().limits())),
                        new CacheRoutes(() -> current.answers().likeness()),
                        new PurgeRoute(which -> current.answers().purge(which, foundation.requests)),
                        new SystemRoutes(support)));
    }

    /**
     * Swaps the snapshot once the new one stands; one reload after the other, as each takes over parts of the one
     * before. Fails, and changes nothing, where the new one cannot be opened or Frond is being stopped.
     */
    synchronized Future<Void> reload(Config next) {
        if (stopping) {
            return Future.failedFuture("Frond is being stopped.");
        }
        reloads = reloads.otherwiseEmpty()
                .compose(done -> new Assembly(foundation, log, next, current).snapshot())
                .map(this::swap)
                .onComplete(ended -> foundation.metrics.reloaded(ended.succeeded()));
        return reloads;
    }

    private Void swap(Snapshot next) {
        var last = current;
        current = next;
        last.yieldTo(next);
        next.begin();
        meters.show(next.knowledge());
        renew(last.config().server(), next.config().server());
        if (!Objects.equals(last.config().files(), next.config().files())) {
            LOG.warn("changes of the files block take effect at the next start");
        }
        LOG.info("configuration reloaded");
        retireLater(() -> last.retire(next), last.config().server());
        return null;
    }

    /** The ports stay as they are; a certificate can be renewed on them. */
    private void renew(ServerConfig before, ServerConfig now) {
        if (!before.alikeButForCertificate(now)) {
            LOG.warn("changes of the server block take effect at the next start");
        }
        var listening = api;
        if (listening != null
                && before.tls() != null
                && now.tls() != null
                && !now.tls().equals(before.tls())) {
            listening
                    .renew(now.tls())
                    .onSuccess(renewed -> LOG.info("new connections get the new certificate"))
                    .onFailure(failed -> LOG.error("the certificate stays as it was", failed));
        }
    }

    /**
     * Requests of the last snapshot may still be on their way to a part of it. They get the time of a drain to reach
     * it; a backend lets calls that have reached it finish in any case.
     */
    private void retireLater(Supplier<Future<Void>> retirement, ServerConfig patience) {
        retiring.add(retirement);
        foundation.vertx.setTimer(Math.max(1, patience.drain().toMillis()), over -> {
            if (retiring.remove(retirement)) {
                var unused = retirement.get();
            }
        });
    }

    /** Refuses new requests, lets running ones finish within the configured time, closes everything. */
    Future<Void> drain() {
        var reloaded = endReloads();
        var closed = api == null ? Future.<Void>succeededFuture() : api.drain();
        return closed.eventually(() -> admin == null ? Future.succeededFuture() : admin.close())
                .eventually(() -> reloaded)
                .eventually(this::closeFiles)
                .eventually(this::retire)
                .eventually(foundation::close);
    }

    /** A reload that is under way would open parts that nobody closes; it is waited for as long as requests are. */
    private synchronized Future<Void> endReloads() {
        stopping = true;
        var patience = current.config().server().drain();
        return reloads.timeout(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    /** The snapshot at work, and those before it whose time is not over. */
    private Future<Void> retire() {
        var endings = new ArrayList<Future<Void>>();
        for (var earlier : List.copyOf(retiring)) {
            if (retiring.remove(earlier)) {
                endings.add(earlier.get());
            }
        }
        endings.add(current.retire(null));
        return Future.join(endings).mapEmpty();
    }

    /** Completes when nothing learns or embeds any more: from then on the same question gets the same decision. */
    Future<Void> settled() {
        var steps = current.steps();
        var learnt = Stream.concat(Stream.of(steps.usual()), steps.own().values().stream())
                .map(ways -> ways.classifier().complete());
        var waiting = current.config().collections().values().stream()
                .filter(known -> known.search().dense() > 0)
                .map(known ->
                        embedded(Objects.requireNonNull(current.knowledge().get(known.name()))));
        return Future.join(Stream.concat(learnt, waiting).toList()).mapEmpty();
    }

    private Future<Void> embedded(Knowledge known) {
        var stats = known.stats();
        if (stats.embedded() == stats.chunks()) {
            return Future.succeededFuture();
        }
        return foundation
                .embedders()
                .compose(loaded -> foundation.vertx.timer(LOOK_MILLIS, TimeUnit.MILLISECONDS))
                .compose(later -> embedded(known));
    }

    Snapshot current() {
        return current;
    }

    Foundation foundation() {
        return foundation;
    }

    /** Where clients connect. */
    int port() {
        return Objects.requireNonNull(api, "the ports are not open").port();
    }

    /** Where operators connect. */
    int adminPort() {
        return operators().port();
    }

    Admin operators() {
        return Objects.requireNonNull(admin, "the ports are not open");
    }
}
