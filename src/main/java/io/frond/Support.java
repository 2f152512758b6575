package io.frond;

import io.frond.admin.Configuring;
import io.frond.admin.Operations;
import io.frond.admin.SystemRoutes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** What the program tells of itself. Of the environment and the command line nothing: there may be secrets in both. */
final class Support implements SystemRoutes.Telling {
    private static final int DEEPEST = 12;

    private final Wiring wiring;
    private final Operations operations;
    private final Configuring configuring;
    private final Supplier<List<String>> recent;

    Support(Wiring wiring, Operations operations, Configuring configuring, Supplier<List<String>> recent) {
        this.wiring = wiring;
        this.operations = operations;
        this.configuring = configuring;
        this.recent = recent;
    }

    @Override
    public JsonObject version() {
        var frond = Frond.class.getPackage().getImplementationVersion();
        return new JsonObject()
                .put("version", Objects.requireNonNullElse(frond, "of this source tree"))
                .put("java", Runtime.version().toString())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("processors", Runtime.getRuntime().availableProcessors());
    }

    @Override
    public JsonObject status() {
        var started = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        var current = wiring.current();
        int inflight = current.backends().values().stream()
                .flatMap(backend -> backend.endpoints().stream())
                .mapToInt(endpoint -> endpoint.inflight())
                .sum();
        return new JsonObject()
                .put("ready", current.ready())
                .put("started", started.toString())
                .put("config_version", current.config().version())
                .put("requests", wiring.foundation().metrics.requests())
                .put("inflight", inflight);
    }

    @Override
    public Future<JsonObject> support() {
        return configuring
                .shown()
                .compose(config -> wiring.foundation().vertx.executeBlocking(() -> all(config), false));
    }

    private JsonObject all(Configuring.Shown config) {
        return new JsonObject()
                .put("at", wiring.foundation().clock.now().toString())
                .put("version", version())
                .put("status", status())
                .put("jvm", jvm())
                .put("config", config.config())
                .put("backends", operations.backends())
                .put("knowledge", operations.knowledge())
                .put("metrics", lines(wiring.foundation().metrics.scrape()))
                .put("log", new JsonArray(recent.get()))
                .put("threads", threads());
    }

    private static JsonArray lines(String text) {
        return new JsonArray(text.lines().toList());
    }

    private static JsonObject jvm() {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        var collections = new JsonObject();
        ManagementFactory.getGarbageCollectorMXBeans()
                .forEach(one -> collections.put(
                        one.getName(),
                        new JsonObject().put("count", one.getCollectionCount()).put("ms", one.getCollectionTime())));
        return new JsonObject()
                .put("heap_used", heap.getUsed())
                .put("heap_max", heap.getMax())
                .put("collections", collections);
    }

    /** Where each stands now, for those that hang. */
    private static JsonArray threads() {
        var all = new JsonArray();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            var frames = new JsonArray();
            for (int i = 0; i < Math.min(DEEPEST, stack.length); i++) {
                frames.add(stack[i].toString());
            }
            all.add(new JsonObject()
                    .put("name", thread.getName())
                    .put("state", thread.getState().toString())
                    .put("stack", frames));
        });
        return all;
    }
}
