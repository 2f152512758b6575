package io.frond;

import ch.qos.logback.classic.LoggerContext;
import io.frond.account.AccessLog;
import io.frond.admin.JsonAudit;
import io.frond.cli.AdminCall;
import io.frond.cli.Failure;
import io.frond.cli.Listening;
import io.frond.cli.Program;
import io.frond.cli.Setup;
import io.frond.config.Config;
import io.frond.config.ConfigFile;
import io.frond.config.ConfigSchema;
import io.frond.config.LogConfig;
import io.frond.demo.Demo;
import io.frond.model.Clock;
import io.frond.observe.LogWriter;
import io.frond.observe.Logs;
import io.frond.tenant.ConfiguredTenants;
import io.frond.tenant.Keys;
import io.frond.upstream.Backend;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What the verbs do, for real. */
final class FrondProgram implements Program {
    private static final int BLOCKED_MILLIS = 100;

    private final Path home;
    private final Function<String, @Nullable String> environment;
    private final boolean terminal;

    /**
     * @param home where {@code conf/demo} lies
     * @param environment variables by name
     * @param terminal whether a person reads standard output
     */
    FrondProgram(Path home, Function<String, @Nullable String> environment, boolean terminal) {
        this.home = home;
        this.environment = environment;
        this.terminal = terminal;
    }

    @Override
    public Future<Running> serve(Setup setup, Listening listening) {
        var source = source(setup, listening);
        var config = source.read();
        var log = log(config, false);
        return Rehearsal.held(config.server().tls())
                .compose(held -> Serving.start(vertx(), source, config, log))
                .map(Function.identity());
    }

    @Override
    public Future<Running> demo(Listening listening) {
        return Rehearsal.held(null).compose(held -> demo(vertx(), listening)).map(Function.identity());
    }

    private Future<ServingDemo> demo(Vertx vertx, Listening listening) {
        return Demo.start(vertx, Clock.system()).compose(demo -> vertx.executeBlocking(() -> open(demo, listening))
                .compose(source -> ServingDemo.start(vertx, demo, source)));
    }

    /** The demo's file, in which the addresses of its endpoints are variables. */
    private Opened open(Demo demo, Listening listening) {
        var endpoints = demo.environment();
        var reader = reader(name -> endpoints.containsKey(name) ? endpoints.get(name) : environment.apply(name));
        var source = FileSource.shipped(reader, home.resolve("conf/demo/frond.yaml"), listening);
        var config = source.read();
        return new Opened(source, config, log(config, true));
    }

    record Opened(ConfigSource source, Config config, Records records) {}

    @Override
    public String validate(Path file) {
        var config = new FileSource(reader(environment), file, Listening.AS_CONFIGURED).read();
        return "valid, " + config.backends().size() + " backends, "
                + config.knowledge().size() + " knowledge, " + config.routes().size() + " routes, "
                + config.tenants().size() + " tenants";
    }

    @Override
    public Future<String> explain(Setup setup, String question, @Nullable String tenant) {
        var config = source(setup, Listening.AS_CONFIGURED).read();
        var asking = ConfiguredTenants.named(config, tenant)
                .orElseThrow(() -> Failure.usage("--tenant: the configuration knows "
                        + String.join(", ", config.tenants().keySet())));
        aside("warn");
        var vertx = vertx();
        var told = Wiring.assemble(vertx, config.apart(), line -> {}).compose(wiring -> wiring.settled()
                .otherwiseEmpty()
                .compose(ready -> new Explanation(wiring.current().steps(), asking).of(question))
                .eventually(wiring::drain));
        return Closing.after(told, vertx);
    }

    @Override
    public Future<JsonObject> operate(AdminCall call) {
        aside("error");
        var vertx = vertx();
        return Closing.after(AdminClient.ask(vertx, call), vertx);
    }

    @Override
    public Future<JsonArray> index(Setup setup, @Nullable String only, Consumer<JsonArray> told) {
        var wanted = new LinkedHashMap<>(
                source(setup, Listening.AS_CONFIGURED).read().collections());
        if (only != null) {
            wanted.keySet().retainAll(Set.of(only));
        }
        if (wanted.isEmpty()) {
            throw Failure.usage(
                    only == null ? "The configuration has no knowledge." : "No knowledge is named " + only + ".");
        }
        aside("error");
        var vertx = vertx();
        var foundation = new Foundation(vertx, 0);
        return Closing.after(Indexing.of(foundation, wanted, told).eventually(foundation::close), vertx);
    }

    @Override
    public Future<String> tune(Setup setup, Trying trying, Consumer<Stage> told) {
        var source = source(setup, Listening.AS_CONFIGURED);
        var config = source.read();
        var wanted = config.collections().get(trying.knowledge());
        if (wanted == null) {
            throw Failure.usage("No knowledge is named " + trying.knowledge() + ". The configuration has "
                    + String.join(", ", config.collections().keySet()) + ".");
        }
        aside("error");
        var vertx = vertx();
        var foundation = new Foundation(vertx, 0);
        var proposing = new Proposal(source, setup instanceof Setup.File file ? file.path() : null, config);
        var tuned = new Tuning(foundation, wanted, trying, told)
                .result()
                .compose(result -> vertx.executeBlocking(() -> new TuneReport(result, proposing).text()))
                .eventually(foundation::close);
        return Closing.after(tuned, vertx);
    }

    /** Standard output is the verb's own: scripts read it. */
    private static void aside(String level) {
        var unused = Logs.to(
                (LoggerContext) LoggerFactory.getILoggerFactory(), System.err, new LogConfig("pretty", level), true);
    }

    @Override
    public NewKey newKey() {
        var made = new Keys(new SecureRandom()).make();
        return new NewKey(made.key(), made.hash());
    }

    @Override
    public String schema() {
        return ConfigSchema.json(Plugins.names());
    }

    private ConfigSource source(Setup setup, Listening listening) {
        return switch (setup) {
            case Setup.File file -> new FileSource(reader(environment), file.path(), listening);
            case Setup.Backend backend -> new AddressSource(reader(environment), backend, listening);
        };
    }

    private static ConfigFile reader(Function<String, @Nullable String> variables) {
        return new ConfigFile(Plugins.names(), variables);
    }

    /** Event loops, one per core, that complain when they are held up. */
    private static Vertx vertx() {
        return Transports.vertx(new VertxOptions()
                .setAddressResolverOptions(Backend.addressRules())
                .setDisableTCCL(true)
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
                .setBlockedThreadCheckInterval(BLOCKED_MILLIS)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(BLOCKED_MILLIS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
    }

    /** @param demo is read by a person, and shows the questions too, which are nobody's secret there */
    private Records log(Config config, boolean demo) {
        boolean watched = demo || terminal;
        var logs = Logs.to((LoggerContext) LoggerFactory.getILoggerFactory(), System.out, config.log(), watched);
        var access = Logs.pretty(config.log(), watched)
                ? AccessLog.pretty(Clock.system(), logs.writer(), demo)
                : AccessLog.json(Clock.system(), logs.writer());
        return new Records(access, new JsonAudit(Clock.system(), audit(config, logs)), logs::recent);
    }

    private static LogWriter audit(Config config, Logs logs) {
        var file = config.log().audit();
        try {
            return file == null ? logs.writer() : logs.appending(file);
        } catch (IOException e) {
            throw Failure.config("log.audit: " + file + " cannot be written to.");
        }
    }
}
