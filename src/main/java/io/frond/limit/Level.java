package io.frond.limit;

import io.frond.model.Spent;
import java.util.stream.Stream;

/**
 * Whose limits they are.
 *
 * @param scope of its buckets
 * @param name what the names of its buckets begin with
 * @param words for the person who reads a refusal
 */
record Level(String scope, String name, String words) {
    private static final String BACKEND = "backend:";

    static Level tenant(String tenant) {
        return of("tenant:" + tenant, "this tenant");
    }

    /** A key's counts lie with its tenant's, so that one step takes from both. */
    Level key(String key) {
        return new Level(scope, name + ":key:" + key, "this key");
    }

    Level model(String model) {
        return new Level(scope, name + ":model:" + model, words + " with model " + model);
    }

    static Level route(String route) {
        return of("route:" + route, "route " + route);
    }

    static Level backend(String backend) {
        return of(BACKEND + backend, "backend " + backend);
    }

    /** Those of which something was used when this was spent. */
    static Stream<Level> of(Spent spent) {
        var tenant = tenant(spent.tenant());
        var key = tenant.key(spent.key());
        return Stream.of(
                tenant,
                key,
                tenant.model(spent.model()),
                key.model(spent.model()),
                route(spent.route()),
                backend(spent.backend()));
    }

    /** Whether it is that of a backend which did not answer though another did. */
    boolean isOtherBackend(String answerer) {
        return !answerer.isEmpty() && scope.startsWith(BACKEND) && !scope.equals(BACKEND + answerer);
    }

    private static Level of(String name, String words) {
        return new Level(name, name, words);
    }
}
