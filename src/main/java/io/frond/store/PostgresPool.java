package io.frond.store;

import io.frond.config.PostgresConfig;
import io.frond.config.RedisConfig.Tls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/**
 * Connections to a PostgreSQL. All that ask with the same configuration share a few of them, so that many collections
 * do not take all that the server has. Whoever opens one closes it; the last to do so closes the connections.
 */
public final class PostgresPool {
    private static final int CONNECTIONS = 8;
    private static final int WAITING = 256;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int IDLE_SECONDS = 60;
    /** Of SQL text; longer statements would be parsed anew each time. */
    private static final int LONGEST_PREPARED = 32_768;

    private PostgresPool() {}

    /**
     * Nothing is connected before the first statement. A connection is waited for two seconds at most.
     *
     * @param greeting statement that each new connection begins with
     */
    public static Pool open(Vertx vertx, PostgresConfig config, String greeting) {
        var pool = new PoolOptions()
                .setShared(true)
                .setName("frond-postgres-" + Integer.toHexString(config.hashCode()))
                .setMaxSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setConnectionTimeout(CONNECT_MILLIS)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool()
                .with(pool)
                .with(new NetClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setTcpKeepAlive(true)
                        .setTcpNoDelay(true))
                .connectingTo(options(config))
                .using(vertx)
                .withConnectHandler(
                        connection -> connection.query(greeting).execute().onComplete(greeted -> {
                            var unused = connection.close();
                        }))
                .build();
    }

    private static PgConnectOptions options(PostgresConfig config) {
        var options = new PgConnectOptions()
                .setHost(config.at().host())
                .setPort(config.at().port())
                .setDatabase(config.database())
                .setUser(config.user())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheSqlLimit(LONGEST_PREPARED);
        if (config.password() != null) {
            options.setPassword(config.password().value());
        }
        return config.tls() == null ? options : secured(options, config.tls());
    }

    private static PgConnectOptions secured(PgConnectOptions options, Tls tls) {
        var ssl = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        if (tls.ca() != null) {
            ssl.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(tls.ca())));
        }
        var own = tls.own();
        if (own != null) {
            ssl.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(own.certificates()))
                    .addKeyValue(Buffer.buffer(own.key().value())));
        }
        return options.setSslMode(SslMode.VERIFY_FULL).setSslOptions(ssl);
    }
}
