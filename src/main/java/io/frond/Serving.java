package io.frond;

import io.frond.account.AccessLog;
import io.frond.cli.Failure;
import io.frond.cli.Program;
import io.frond.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
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
    static Future<Serving> start(Vertx vertx, ConfigSource source, Config config, AccessLog log) {
        return Wiring.start(vertx, config, log, source::reload)
                .map(wiring -> {
                    source.follow(vertx, wiring);
                    return new Serving(vertx, source, wiring);
                })
                .recover(failed ->
                        vertx.close().transform(closed -> Future.<Serving>failedFuture(told(failed, config))));
    }

    private static Throwable told(Throwable failed, Config config) {
        if (!(failed instanceof BindException)) {
            return failed;
        }
        var server = config.server();
        return Failure.unreachable("cannot listen on " + server.listen() + " and " + server.admin() + ": "
                + failed.getMessage() + ". Choose other ports by --listen and --admin.");
    }

    Wiring wiring() {
        return wiring;
    }

    @Override
    public String greeting() {
        var config = wiring.current().config();
        return "Frond listens.  API http://" + config.server().listen().host() + ":" + wiring.port()
                + "/v1  admin http://" + config.server().admin().host() + ":" + wiring.adminPort() + "  backends "
                + String.join(", ", config.backends().keySet());
    }

    @Override
    public void reload() {
        source.reload().onFailure(why -> LOG.error("not reloaded: {}", why.getMessage()));
    }

    @Override
    public Future<Void> drain() {
        source.close();
        return wiring.drain().eventually(vertx::close);
    }
}
