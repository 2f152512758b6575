package io.frond.store;

import io.frond.config.HostPort;
import io.frond.config.RedisConfig;
import io.frond.config.RedisConfig.Login;
import io.frond.config.RedisConfig.Tls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;

/** How servers of one Redis are reached: with which login, database and certificates. */
final class Dialling {
    static final Duration CONNECT = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final RedisConfig config;

    Dialling(Vertx vertx, RedisConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    Attempt attempt() {
        return new Attempt(vertx);
    }

    Door to(HostPort at) {
        return attempt -> attempt.client(data(at)).connect();
    }

    /** Of a server that holds the data. */
    RedisOptions data(HostPort at) {
        return options(at, config.database() == 0 ? "" : "/" + config.database(), config.login());
    }

    RedisOptions sentinel(HostPort at, Login login) {
        return options(at, "", login);
    }

    private RedisOptions options(HostPort at, String path, Login login) {
        var options = new RedisOptions()
                .setConnectionString((config.tls() == null ? "redis://" : "rediss://") + at + path)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setNetClientOptions(net());
        if (login.user() != null) {
            options.setUser(login.user());
        }
        if (login.password() != null) {
            options.setPassword(login.password().value());
        }
        return options;
    }

    private NetClientOptions net() {
        var net = new NetClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        return config.tls() == null ? net : secured(net, config.tls());
    }

    private static NetClientOptions secured(NetClientOptions net, Tls tls) {
        net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
        if (tls.ca() != null) {
            net.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(tls.ca())));
        }
        var own = tls.own();
        if (own != null) {
            net.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(own.certificates()))
                    .addKeyValue(Buffer.buffer(own.key().value())));
        }
        return net;
    }
}
