package io.frond.demo;

import io.frond.config.Config;
import io.frond.model.Credential;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was really started, measured or read back by whoever started it. The banner prints nothing else.
 *
 * @param version of Frond
 * @param ready from the start of the program to the first possible request
 * @param api base URL for clients, up to and including {@code /v1}
 * @param admin base URL of the operators' port
 */
public record Started(
        String version,
        Duration ready,
        URI api,
        URI admin,
        List<Tenant> tenants,
        List<Backend> backends,
        List<Knowledge> knowledge,
        List<Route> routes) {

    public Started {
        tenants = List.copyOf(tenants);
        backends = List.copyOf(backends);
        knowledge = List.copyOf(knowledge);
        routes = List.copyOf(routes);
    }

    /** @param key a key that opens; null where it is not known */
    public record Tenant(String name, @Nullable String key) {}

    public record Backend(String name, String kind, int endpoints) {}

    /** @param newest age of the document that was changed last; null where there are none */
    public record Knowledge(
            String name,
            int documents,
            int chunks,
            @Nullable Duration newest) {}

    /** @param knowledge what it fetches from first; null for none */
    public record Route(
            String name, String backend, @Nullable String knowledge) {}

    /** The part that the configuration in force tells. A tenant's key is told only where {@code demo-NAME} opens. */
    public static Started of(
            Config config, String version, Duration ready, Listening listening, List<Knowledge> knowledge) {
        return new Started(
                version,
                ready,
                listening.api,
                listening.admin,
                config.tenants().values().stream()
                        .map(t -> new Tenant(t.name(), opening(t.name(), config)))
                        .toList(),
                config.backends().values().stream()
                        .map(b -> new Backend(b.name(), b.kind(), b.endpoints().size()))
                        .toList(),
                knowledge,
                config.routes().values().stream()
                        .map(r -> new Route(r.name(), r.to(), r.with()))
                        .toList());
    }

    /** The addresses that were bound. */
    public record Listening(URI api, URI admin) {}

    private static @Nullable String opening(String tenant, Config config) {
        var key = "demo-" + tenant;
        var digest = Credential.of(key).digest();
        var owner = config.tenants().get(tenant);
        boolean opens =
                owner != null && owner.keys().stream().anyMatch(k -> k.digest().equals(digest));
        return opens ? key : null;
    }
}
