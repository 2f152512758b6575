package io.frond;

import io.frond.admin.Configuring;
import io.frond.config.Config;
import io.frond.config.ConfigSchema;
import io.frond.config.Effective;
import io.frond.config.InvalidConfig;
import io.frond.model.Declined;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The configuration as operators see it and change it: one after the other. */
final class Configured implements Configuring {
    private static final int SALT_BYTES = 16;

    private final Wiring wiring;
    private final ConfigDesk desk;
    private final byte[] salt = new byte[SALT_BYTES];
    private Future<Loaded> loads = Future.failedFuture("none yet");

    /** @param random salts the tags, so that they are of no use to those who would guess secrets by them */
    Configured(Wiring wiring, ConfigDesk desk, RandomGenerator random) {
        this.wiring = wiring;
        this.desk = desk;
        random.nextBytes(salt);
    }

    @Override
    public Future<Shown> shown() {
        var config = wiring.current().config();
        return blocking(() -> new Shown(tag(config), config.version(), addressed(config)));
    }

    /** The command line may have given other addresses than the file. */
    private static JsonObject addressed(Config config) {
        var shown = config.effective().shown();
        var server = shown.getJsonObject("server");
        if (server != null) {
            server.put("listen", config.server().listen().toString());
            server.put("admin", config.server().admin().toString());
        }
        return shown;
    }

    private String tag(Config config) {
        return config.effective().digest(salt);
    }

    @Override
    public Future<JsonObject> validate(String yaml) {
        return blocking(() -> desk.parse(yaml)).map(config -> new JsonObject()
                .put("valid", true)
                .put("backends", config.backends().size())
                .put("knowledge", config.knowledge().size())
                .put("routes", config.routes().size())
                .put("tenants", config.tenants().size()));
    }

    @Override
    public Future<Difference> difference(String yaml) {
        return blocking(() -> difference(desk.parse(yaml)));
    }

    private Difference difference(Config next) {
        var changes = wiring.current().config().effective().changes(next.effective());
        return new Difference(
                changes,
                changes.stream()
                        .map(Effective.Change::path)
                        .filter(Configured::waits)
                        .toList());
    }

    /** What is set up once: the ports, but for their certificate, and the log. */
    private static boolean waits(String path) {
        boolean port = path.startsWith("server.") && !path.startsWith("server.tls");
        return port || path.startsWith("log.") || path.equals("auth");
    }

    @Override
    public synchronized Future<Loaded> load(String yaml, Predicate<String> expected) {
        loads = loads.transform(before -> loadNow(yaml, expected));
        return loads;
    }

    private Future<Loaded> loadNow(String yaml, Predicate<String> expected) {
        return blocking(() -> checked(yaml, expected)).compose(wanted -> desk.load(yaml, wanted.config())
                .recover(failed -> Future.failedFuture(told(failed)))
                .map(done -> wanted.loaded()));
    }

    private record Wanted(Config config, Loaded loaded) {}

    private Wanted checked(String yaml, Predicate<String> expected) {
        if (!expected.test(tag(wiring.current().config()))) {
            throw new Declined(
                    412,
                    "config_changed",
                    "The running configuration is not the one that If-Match names. GET /admin/v1/config gives the"
                            + " present one with its ETag; send that as If-Match.");
        }
        var next = desk.parse(yaml);
        return new Wanted(next, new Loaded(tag(next), difference(next)));
    }

    private static Throwable told(Throwable failed) {
        if (failed instanceof Declined || failed instanceof InvalidConfig) {
            return failed;
        }
        return new Declined(
                422,
                "config_not_opened",
                "The configuration is valid, but could not be put to work: " + failed.getMessage()
                        + " Nothing has changed.");
    }

    @Override
    public Future<Loaded> rollback(Predicate<String> expected) {
        return desk.previous().compose(yaml -> load(yaml, expected));
    }

    @Override
    public Future<Void> reload() {
        return desk.reload();
    }

    @Override
    public String schema() {
        return ConfigSchema.json(Plugins.names());
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return wiring.foundation().vertx.executeBlocking(work, false);
    }
}
