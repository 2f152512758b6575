package io.frond;

import io.frond.admin.Operations;
import io.frond.config.BackendConfig;
import io.frond.retrieve.KnowledgeAge;
import io.frond.retrieve.KnowledgeStats;
import io.frond.upstream.Backend;
import io.frond.upstream.EndpointState;
import io.frond.upstream.Order;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators see of the running program. */
final class Operating implements Operations {
    private static final Logger LOG = LoggerFactory.getLogger(Operating.class);

    private static final int MOST_FAILED = 1_000;

    private final Wiring wiring;

    Operating(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public JsonArray backends() {
        var all = new JsonArray();
        var current = wiring.current();
        current.backends()
                .forEach((name, backend) -> all.add(
                        told(Objects.requireNonNull(current.config().backends().get(name)), backend)));
        return all;
    }

    private static JsonObject told(BackendConfig config, Backend backend) {
        var endpoints = new JsonArray();
        backend.endpoints().forEach(endpoint -> endpoints.add(told(endpoint)));
        return new JsonObject()
                .put("name", config.name())
                .put("kind", config.kind())
                .put("dialect", config.dialect())
                .put("model", config.model())
                .put("models", new JsonArray(config.models()))
                .put("fallback", new JsonArray(config.fallback()))
                .put("endpoints", endpoints);
    }

    @Override
    public JsonArray endpoints() {
        var all = new JsonArray();
        wiring.current().backends().values().forEach(backend -> backend.endpoints()
                .forEach(endpoint -> all.add(told(endpoint))));
        return all;
    }

    @Override
    public @Nullable JsonObject tell(String endpoint, Order order) {
        return wiring.current().backends().values().stream()
                .flatMap(backend -> backend.obey(endpoint, order).stream())
                .peek(now -> LOG.info("endpoint {}: {} by the operators' port", endpoint, order))
                .findFirst()
                .map(Operating::told)
                .orElse(null);
    }

    private static JsonObject told(EndpointState endpoint) {
        var guard = endpoint.guard();
        return new JsonObject()
                .put("name", endpoint.name())
                .put("address", endpoint.address())
                .put("healthy", endpoint.healthy())
                .put("waiting", endpoint.waiting())
                .put("breaker", endpoint.breaker())
                .put("by_hand", guard.byHand())
                .put("only_for", guard.onlyFor())
                .put("pause_ms", guard.rest().toMillis())
                .put("drained", guard.drained())
                .put("inflight", endpoint.inflight())
                .put("limit", endpoint.limit())
                .put("queued", endpoint.queued())
                .put("first_byte_ms", endpoint.latency().toNanos() / 1e6)
                .put("failures_in_a_row", endpoint.failures());
    }

    @Override
    public JsonArray knowledge() {
        var all = new JsonArray();
        wiring.current().knowledge().forEach((name, known) -> all.add(told(name, known.stats(), known.age())));
        return all;
    }

    @Override
    public @Nullable JsonObject knowledge(String name) {
        var known = wiring.current().knowledge().get(name);
        return known == null ? null : one(name, known.stats(), known.age());
    }

    /** With its failed documents and why. */
    static JsonObject one(String name, KnowledgeStats stats, KnowledgeAge age) {
        var failed = new JsonArray();
        stats.failed().entrySet().stream()
                .limit(MOST_FAILED)
                .forEach(one -> failed.add(
                        new JsonObject().put("document", one.getKey()).put("reason", one.getValue())));
        return told(name, stats, age).put("failures", failed);
    }

    private static JsonObject told(String name, KnowledgeStats stats, KnowledgeAge age) {
        return new JsonObject()
                .put("name", name)
                .put("documents", stats.documents())
                .put("failed", stats.failed().size())
                .put("waiting", stats.waiting())
                .put("chunks", stats.chunks())
                .put("flagged", stats.flagged())
                .put("vectors", stats.vectors())
                .put("newest", stats.newest() == null ? null : stats.newest().toString())
                .put("oldest", age.oldest() == null ? null : age.oldest().toString())
                .put("stale", age.stale())
                .put("changes_per_day", age.changesPerDay())
                .put("generation", age.generation());
    }
}
