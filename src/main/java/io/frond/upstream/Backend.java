package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Reply;
import io.frond.upstream.balance.Balancer;
import io.frond.upstream.balance.Ramp;
import io.frond.upstream.dialect.Dialect;
import io.frond.wire.LateFlush;
import io.frond.wire.OwnMemory;
import io.frond.wire.ShortLived;
import io.vertx.core.Future;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backend as the config names it: its endpoints, each guarded, behind one function.
 *
 * <p>A call is owned by the event loop on which it is made; everything that endpoints share is thread-safe. Closed by
 * whoever built it.
 */
public final class Backend implements Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);

    private final BackendConfig config;
    private final Dialect dialect;
    private final Surroundings around;
    private final HttpClient http;
    private final Fleet fleet = new Fleet();
    private final Standing.Order order;
    private final Line line;
    private final Appearance appearance = new Appearance();
    private final Endpoints endpoints;
    private final Failover failover;
    /** Null when this one has a successor itself: nobody holds on to all backends that ever stood here. */
    private volatile @Nullable Backend before;

    public Backend(BackendConfig config, Dialect dialect, Balancer balancer, Surroundings around) {
        this(config, dialect, balancer, around, null);
    }

    /**
     * @param before the backend that was here until now: what is known of an endpoint, and what operators have said of
     *     it, goes on at the same address
     */
    public Backend(
            BackendConfig config, Dialect dialect, Balancer balancer, Surroundings around, @Nullable Backend before) {
        this.config = config;
        this.dialect = dialect;
        this.around = around;
        this.before = before;
        this.http = ShortLived.client(around.vertx(), this::client);
        this.order = new Standing.Order(new Ramp(config.balance().slowStart()));
        this.line = new Line(config.limits().queue(), new LineMeters(around.meters(), config.name()));
        appearance.show(() -> line.meters().show(line));
        var lookup = new Lookup(around.vertx());
        this.endpoints = new Endpoints(around, lookup, order, site -> endpoint(site, lookup));
        endpoints.open(config, before == null ? null : before.endpoints);
        this.failover = new Failover(
                endpoints,
                new Selection(balancer, config.balance(), around),
                config,
                new RetryBudget(around.clock(), config.retry().budget()),
                new Hedging(config.retry().hedge(), around.meters(), config.name()),
                line,
                around);
    }

    private HttpClient client() {
        return around.vertx()
                .httpClientBuilder()
                .with(options())
                .with(pool())
                .withConnectHandler(Backend::listen)
                .build();
    }

    /** What the Vert.x under all backends must be given, for changes in the DNS to be seen in time. */
    public static AddressResolverOptions addressRules() {
        return Lookup.rules();
    }

    /** The call on a broken connection hears of it; without this, Vert.x would log it as an error as well. */
    private static void listen(HttpConnection connection) {
        OwnMemory.install(connection);
        LateFlush.install(connection);
        connection.exceptionHandler(broken -> LOG.debug("a connection to an endpoint broke", broken));
    }

    /** No pipelining (a slow answer would hold up the next), nothing decompressed, no wait to fill a packet. */
    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) config.timeout().connect().toMillis())
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) around.pauses().keepAlive().toSeconds())
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setTcpNoDelay(true)
                .setMaxInitialLineLength(4 * 1024)
                .setMaxHeaderSize(32 * 1024)
                .setMaxChunkSize(64 * 1024);
    }

    /** The cap decides how much runs at once, so the pool must not; it counts per address, which endpoints may share. */
    private PoolOptions pool() {
        int calls = config.limits().inflight() * config.endpoints().size();
        return new PoolOptions()
                .setHttp1MaxSize(Math.max(1, calls))
                .setMaxWaitQueueSize(-1)
                .setEventLoopSize(0);
    }

    private Endpoint endpoint(Site site, Lookup lookup) {
        var name = site.name();
        var last = this.before;
        var before = last == null ? null : last.endpoints.at(site.address()).orElse(null);
        var whereabouts = new Whereabouts(site, lookup, around);
        var client = new EndpointClient(name, site.at(), config, dialect, http, whereabouts, around);
        var vitals = vitals(before);
        var deadline = new Deadline(client, config.timeout(), around.vertx(), around.clock());
        var breaker = new Breaker(
                deadline,
                new Breaker.Place(config.name(), name, fleet, vitals, before == null ? null : before.breaker()),
                config.breaker(),
                around.clock(),
                around.random());
        var cap = new Cap(breaker, config.limits(), line);
        var door = new Door(cap, config.limits(), around.clock());
        var figures = new EndpointMeters(around.meters(), config.name(), name);
        var metered = new Metered(door.upstream(), around.clock(), figures, before == null ? null : before.metered());
        var company = new Company(site, whereabouts, vitals, Checkup.of(client, vitals), Hints.of(client, metered));
        appearance.show(() -> {
            figures.show(metered::inflight, cap::limit, breaker::guard);
            figures.show(company, around.clock()::nanos);
        });
        var endpoint = new Endpoint(order.standing(site), metered, door, breaker, company);
        if (before != null) {
            endpoint.inherit(before);
        }
        return endpoint;
    }

    /** Unwell at first where it was so, provided that it is still checked. */
    private Vitals vitals(@Nullable Endpoint before) {
        var vitals = new Vitals();
        if (before != null && config.watch().health() != null) {
            vitals.inherit(before.vitals());
        }
        return vitals;
    }

    @Override
    public Future<Reply> call(Call call) {
        return call(call, allowance(call, 1));
    }

    /** @param allowance of the request, which may have been elsewhere before */
    Future<Reply> call(Call call, Allowance allowance) {
        return failover.call(call, allowance);
    }

    /** The rest of an answer that one of its endpoints has broken off. */
    Future<Reply> elsewhere(Call call, Allowance allowance, String broken) {
        return failover.elsewhere(call, allowance, broken);
    }

    boolean hasOther(String than) {
        return !failover.others(than).isEmpty();
    }

    /** Whether it would take the call now. */
    boolean hasRoom(Call call) {
        return line.isEmpty() && endpoints.now().stream().anyMatch(endpoint -> endpoint.isReady(call));
    }

    /** What a request that begins here may use up, of a chain of so many backends. */
    Allowance allowance(Call call, int backends) {
        int own = 1 + config.retry().attempts();
        return new Allowance(
                around.clock(), config.timeout().with(call.patience()).request(), Math.max(own, backends));
    }

    BackendConfig config() {
        return config;
    }

    Surroundings around() {
        return around;
    }

    /** How its endpoints are doing, in the config's order. */
    public List<EndpointState> endpoints() {
        return endpoints.now().stream().map(this::state).toList();
    }

    /** Does as an operator says of one endpoint; empty where it has none of this name. */
    public Optional<EndpointState> obey(String endpoint, Order order) {
        return endpoints.now().stream()
                .filter(one -> one.name().equals(endpoint))
                .peek(one -> one.obey(order))
                .map(this::state)
                .findFirst();
    }

    private EndpointState state(Endpoint endpoint) {
        return endpoint.state(line.length());
    }

    /** It is at work from now on: its gauges take the place of those of another of its name. */
    public void appear() {
        appearance.begin();
    }

    /** Another takes its place: what it still has to do, it does with the endpoints as they are now. */
    public void stopWatching() {
        endpoints.stopWatching();
        before = null;
    }

    /** Lets running answers finish, for as long as a stream may take, and takes no new calls. */
    public Future<Void> close() {
        endpoints.close();
        before = null;
        line.meters().close();
        return http.shutdown(config.timeout().stream().toMillis(), TimeUnit.MILLISECONDS);
    }
}
