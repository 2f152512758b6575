package io.frond.model;

import java.util.List;

/**
 * Who asks, and what this caller may use.
 *
 * @param name from the config; {@code default} where there is no tenants block
 * @param key the name of the key that was used, never its value
 * @param routes names of the routes it may take, in the config's order
 * @param backends names of the backends it may name as {@code model}
 * @param mayChoose whether {@code x-frond-route} is honoured
 */
public record Tenant(String name, String key, List<String> routes, List<String> backends, boolean mayChoose) {

    public Tenant {
        routes = List.copyOf(routes);
        backends = List.copyOf(backends);
    }
}
