package io.frond;

import io.frond.cli.Failure;
import io.frond.cli.Program;
import io.frond.config.Config;
import io.frond.config.InvalidConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Frond that follows its configuration, as the command line holds it. */
final class Serving implements Program.Running {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final Vertx vertx;
    private final ConfigSource source;
    private final Wiring wiring;

    private Serving(Vertx vertx, ConfigSource source, Wiring wiring) {
        this.vertx = vertx;
        this.source = source;
        this.wiring = wiring;
    }

    /** Opens the ports; closes {@code vertx} where that fails. */
    static Future<Serving> start(Vertx vertx, ConfigSource source, Config config, Records records) {
        var served = Promise.<Serving>promise();
        Wiring.start(vertx, config, records, source)
                .map(wiring -> {
                    source.follow(vertx, wiring);
                    return new Serving(vertx, source, wiring);
                })
                .onSuccess(served::complete)
                .onFailure(failed -> Closing.after(Future.<Serving>failedFuture(told(failed, config)), vertx)
                        .onComplete(served));
        return served.future();
    }

    private static Throwable told(Throwable failed, Config config) {
        if (!taken(failed)) {
            return failed;
        }
        var server = config.server();
        return Failure.unreachable("cannot listen on " + server.listen() + " and " + server.admin() + ": "
                + "one of them is taken or not this machine's. Choose other ports by --listen and --admin.");
    }

    /** The JDK's transport says it by a type of its own, the native one by the name of the system call. */
    static boolean taken(Throwable failed) {
        return failed instanceof BindException
                || (failed instanceof IOException
                        && String.valueOf(failed.getMessage()).startsWith("bind("));
    }

    Wiring wiring() {
        return wiring;
    }

    @Override
    public String greeting() {
        var config = wiring.current().config();
        String scheme = config.server().tls() == null ? "http" : "https";
        return "Frond listens.  API " + scheme + "://"
                + config.server().listen().host() + ":" + wiring.port()
                + "/v1  admin http://" + config.server().admin().host() + ":" + wiring.adminPort() + "  backends "
                + String.join(", ", config.backends().keySet());
    }

    @Override
    public void reload() {
        source.reload().onFailure(this::notReloaded);
    }

    /** A faulty file has been told of, fault by fault, by whoever watches it. */
    private void notReloaded(Throwable why) {
        if (!(why instanceof InvalidConfig)) {
            LOG.error("not reloaded: {}", why.getMessage());
        }
    }

    @Override
    public Future<Void> drain() {
        return drain(Future::succeededFuture);
    }

    /** @param rest what else is to be closed before Vert.x is */
    Future<Void> drain(Supplier<Future<Void>> rest) {
        source.close();
        return Closing.after(wiring.drain().eventually(rest), vertx);
    }
}
