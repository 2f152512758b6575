package io.frond;

import ch.qos.logback.classic.LoggerContext;
import io.frond.account.AccessLog;
import io.frond.cli.Failure;
import io.frond.cli.Listening;
import io.frond.cli.Program;
import io.frond.cli.Setup;
import io.frond.config.Config;
import io.frond.config.ConfigFile;
import io.frond.config.ConfigSchema;
import io.frond.config.InvalidConfig;
import io.frond.demo.Demo;
import io.frond.model.Clock;
import io.frond.model.Tenant;
import io.frond.observe.Logs;
import io.frond.tenant.ConfiguredTenants;
import io.frond.tenant.Keys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What the verbs do, for real. */
final class FrondProgram implements Program {
    private static final int LOOP_MAY_BE_BUSY_MILLIS = 100;

    private final Path home;
    private final Function<String, @Nullable String> environment;

    /**
     * @param home where {@code conf/demo} lies
     * @param environment variables by name
     */
    FrondProgram(Path home, Function<String, @Nullable String> environment) {
        this.home = home;
        this.environment = environment;
    }

    @Override
    public Future<Running> serve(Setup setup, Listening listening) {
        var source = source(setup, listening);
        var config = source.read();
        var vertx = vertx();
        return Serving.start(vertx, source, config, log(config, false)).map(serving -> serving);
    }

    @Override
    public Future<Running> demo(Listening listening) {
        var vertx = vertx();
        return Demo.start(vertx, Clock.system())
                .compose(demo -> vertx.executeBlocking(() -> read(demo, listening))
                        .compose(read -> Serving.start(vertx, read.source(), read.config(), log(read.config(), true)))
                        .map(serving -> serving.with(demo)));
    }

    private Read read(Demo demo, Listening listening) {
        var variables = demo.environment();
        var reader = new ConfigFile(Plugins.names(), name -> known(variables, name));
        var source = new Following(reader, home.resolve("conf/demo/frond.yaml"), listening);
        return new Read(source, source.read());
    }

    private @Nullable String known(Map<String, String> variables, String name) {
        var mine = variables.get(name);
        return mine == null ? environment.apply(name) : mine;
    }

    private record Read(Following source, Config config) {}
}
