package io.frond.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.RunningConfig;
import io.frond.model.Credential;
import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.RedisServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Three Fronds with one Redis and the same configuration. The tenant {@code hammered} may ask 600 times a minute,
 * {@code other} as often as it likes, {@code saver} for a dollar a day; a key is named as its tenant. An answer of a
 * thousand tokens costs a cent.
 */
final class Replicas implements AutoCloseable {
    static final int PER_MINUTE = 600;

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<RunningConfig> nodes = new ArrayList<>();

    /**
     * @param redis the block of this name, as YAML flow
     * @param onOutage {@code local}, {@code open} or {@code closed}
     */
    Replicas(URI provider, String redis, String onOutage) {
        for (int i = 0; i < 3; i++) {
            nodes.add(RunningConfig.of("""
                    server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
                    redis: %s
                    limits: { store: redis, on_outage: %s }
                    usage: { store: redis }
                    cache: off
                    backends: { main: { url: "%s", price: { input: 0, output: 10 } } }
                    tenants:
                      hammered: { keys: [{ name: k, hash: "%s" }], limits: { rpm: %d } }
                      other: { keys: [{ name: k, hash: "%s" }], limits: { rpm: 60000 } }
                      saver: { keys: [{ name: k, hash: "%s" }], limits: { usd_per_day: 1 } }
                    """.formatted(
                            redis, onOutage, provider, hash("hammered"), PER_MINUTE, hash("other"), hash("saver"))));
        }
    }

    private static String hash(String key) {
        return "sha256:" + Credential.of(key).digest();
    }

    /** Returns when each of them counts three, as this Redis knows. */
    void awaitEachOther(RedisServer redis) {
        Eventually.within(
                SOON, () -> assertThat(redis.ask("ZCARD", "frond:nodes")).isEqualTo(":3"));
    }

    List<URI> addresses() {
        return nodes.stream().map(RunningConfig::address).toList();
    }

    /** What a tenant has spent in all, as this one of them tells; "nothing" where it has not asked. */
    String spent(String tenant, int node) {
        try (var operator = new Client(nodes.get(node).admin(), "")) {
            var rows = new JsonObject(operator.get("/admin/v1/usage?by=tenant").body()).getJsonArray("rows");
            return rows.stream()
                    .map(JsonObject.class::cast)
                    .filter(row -> tenant.equals(row.getString("tenant")))
                    .map(row -> row.getString("cost_usd"))
                    .findFirst()
                    .orElse("nothing");
        }
    }

    @Override
    public void close() {
        nodes.forEach(RunningConfig::close);
    }
}
