package io.frond.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who asks, and what this caller may use.
 *
 * @param name from the config; {@code default} where there is no tenants block
 * @param key the name of the key that was used, never its value
 * @param routes names of the routes it may take, in the config's order
 * @param backends names of the backends it may name
 * @param models every name by which it may ask, in the order of a listing. Not in it are names that
 *     nobody can list: those that a rule's pattern or a backend of {@code models: "*"} takes
 * @param mayChoose whether {@code x-frond-route} is honoured
 * @param grant what this key allows of it all
 */
public record Tenant(
        String name,
        String key,
        List<String> routes,
        List<String> backends,
        List<String> models,
        boolean mayChoose,
        Grant grant) {

    /** The name by which a client leaves the choice to Frond. */
    public static final String AUTO = "auto";

    public Tenant {
        routes = List.copyOf(routes);
        backends = List.copyOf(backends);
        models = List.copyOf(models);
    }

    /** A tenant whose routes and backends have no further names, and a key that allows them all. */
    public Tenant(String name, String key, List<String> routes, List<String> backends, boolean mayChoose) {
        this(name, key, routes, backends, listed(routes, backends), mayChoose, Grant.FULL);
    }

    /** The same by another of its keys. */
    public Tenant by(String otherKey, Grant other) {
        return new Tenant(name, otherKey, routes, backends, models, mayChoose, other);
    }

    /** The same, if this key allows such calls. Throws {@link Refused} if not. */
    public Tenant permitted(Scope needed) {
        grant.check(needed);
        return this;
    }

    private static List<String> listed(List<String> routes, List<String> backends) {
        return Stream.of(routes.isEmpty() ? List.<String>of() : List.of(AUTO), routes, backends)
                .flatMap(List::stream)
                .toList();
    }
}
