package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Reply;
import io.frond.upstream.balance.Balancer;
import io.frond.upstream.balance.Ramp;
import io.frond.upstream.dialect.Dialect;
import io.frond.wire.LateFlush;
import io.frond.wire.OwnMemory;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
    private final List<EndpointMeters> meters = new ArrayList<>();
    private final List<Endpoint> endpoints;
    private final Failover failover;

    public Backend(BackendConfig config, Dialect dialect, Balancer balancer, Surroundings around) {
        this.config = config;
        this.dialect = dialect;
        this.around = around;
        this.http = around.vertx()
                .httpClientBuilder()
                .with(options())
                .with(pool())
                .withConnectHandler(Backend::listen)
                .build();
        this.order = new Standing.Order(new Ramp(config.balance().slowStart()));
        this.line = new Line(config.limits().queue(), new LineMeters(around.meters(), config.name()));
        line.meters().show(line);
        this.endpoints = endpointsOf(config);
        this.failover = new Failover(
                endpoints,
                new Selection(balancer, config.balance(), around),
                config,
                new RetryBudget(around.clock(), config.retry().budget()),
                new Hedging(config.retry().hedge(), around.meters(), config.name()),
                line,
                around);
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
                .setKeepAliveTimeout(20)
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

    private List<Endpoint> endpointsOf(BackendConfig backend) {
        var all = new ArrayList<Endpoint>();
        for (BackendConfig.Endpoint one : backend.endpoints()) {
            all.add(endpoint(backend.name() + "#" + (all.size() + 1), one));
        }
        return List.copyOf(all);
    }

    private Endpoint endpoint(String name, BackendConfig.Endpoint at) {
        var client = new EndpointClient(name, at, config, dialect, http, around);
        var deadline = new Deadline(client, config.timeout(), around.vertx(), around.clock());
        var breaker = new Breaker(
                deadline,
                new Breaker.Place(config.name(), name, fleet),
                config.breaker(),
                around.clock(),
                around.random());
        var cap = new Cap(breaker, config.limits(), line);
        var door = new Door(cap, config.limits(), around.clock());
        var figures = new EndpointMeters(around.meters(), config.name(), name);
        var metered = new Metered(door.upstream(), around.clock(), figures);
        figures.show(metered::inflight, cap::limit, breaker::guard);
        meters.add(figures);
        return new Endpoint(order.standing(name, at), metered, door, breaker, around.clock());
    }

    @Override
    public Future<Reply> call(Call call) {
        return call(call, allowance(1));
    }

    /** @param allowance of the request, which may have been elsewhere before */
    Future<Reply> call(Call call, Allowance allowance) {
        return failover.call(call, allowance);
    }

    /** What a request that begins here may use up, of a chain of so many backends. */
    Allowance allowance(int backends) {
        int own = 1 + config.retry().attempts();
        return new Allowance(around.clock(), config.timeout().request(), Math.max(own, backends));
    }

    BackendConfig config() {
        return config;
    }

    Surroundings around() {
        return around;
    }

    /** How its endpoints are doing, in the config's order. */
    public List<EndpointState> endpoints() {
        return endpoints.stream().map(this::state).toList();
    }

    /** Does as an operator says of one endpoint; empty where it has none of this name. */
    public Optional<EndpointState> obey(String endpoint, Order order) {
        return endpoints.stream()
                .filter(one -> one.name().equals(endpoint))
                .peek(one -> one.obey(order))
                .map(this::state)
                .findFirst();
    }

    private EndpointState state(Endpoint endpoint) {
        return endpoint.state(line.length());
    }

    /** Takes over what operators have told the backend that was here before it, endpoint by endpoint of equal address. */
    public void inherit(Backend before) {
        for (int i = 0; i < endpoints.size(); i++) {
            var fresh = endpoints.get(i);
            before.at(config.endpoints().get(i).url()).ifPresent(fresh::inherit);
        }
    }

    private Optional<Endpoint> at(URI url) {
        return IntStream.range(0, endpoints.size())
                .filter(i -> config.endpoints().get(i).url().equals(url))
                .mapToObj(endpoints::get)
                .findFirst();
    }

    /** Lets running answers finish, for as long as a stream may take, and takes no new calls. */
    public Future<Void> close() {
        meters.forEach(EndpointMeters::close);
        line.meters().close();
        return http.shutdown(config.timeout().stream().toMillis(), TimeUnit.MILLISECONDS);
    }
}
