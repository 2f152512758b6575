package io.frond.http;

import io.frond.config.TlsConfig;
import io.frond.wire.LateFlush;
import io.frond.wire.OwnMemory;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.util.Objects;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/** The API on one event loop: one server, one routing table, one sweep over the connections. */
final class ApiVerticle extends VerticleBase {
    private final Api.Parts parts;
    private final int port;
    private final Draining draining;
    private final SplittableGenerator random;
    private @Nullable Api api;
    private @Nullable HttpServer server;

    ApiVerticle(Api.Parts parts, int port, Draining draining, SplittableGenerator random) {
        this.parts = parts;
        this.port = port;
        this.draining = draining;
        this.random = random;
    }

    @Override
    public Future<?> start() {
        var mine = new Api(vertx, parts, draining, random);
        var connections = mine.connections();
        api = mine;
        vertx.setPeriodic(connections.pace().toMillis(), due -> connections.sweep());
        var options = ServerOptions.of(parts.server());
        server = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    Wire.recognised(connection);
                    StrictDecoder.install(connection, options);
                    OwnMemory.install(connection);
                    LateFlush.install(connection);
                    connections.opened(connection);
                })
                .invalidRequestHandler(mine.malformed())
                .requestHandler(mine.router(vertx));
        return server.listen(port, parts.server().listen().host());
    }

    @Override
    public Future<?> stop() {
        Objects.requireNonNull(api).connections().cut();
        return Objects.requireNonNull(server).close();
    }

    /** Renews the certificate of all loops: those that listen at one address share it. */
    Future<Void> renew(TlsConfig tls) {
        return Objects.requireNonNull(server)
                .updateSSLOptions(ServerOptions.certified(tls))
                .mapEmpty();
    }

    int actualPort() {
        return Objects.requireNonNull(server).actualPort();
    }

    /** Ends what still runs on this loop. From any thread. */
    void interrupt() {
        context.runOnContext(nothing -> Objects.requireNonNull(api).interrupt());
    }
}
