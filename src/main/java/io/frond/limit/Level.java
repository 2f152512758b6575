package io.frond.limit;

/**
 * Whose limits they are.
 *
 * @param scope of its buckets
 * @param name what the names of its buckets begin with
 * @param words for the person who reads a refusal
 */
record Level(String scope, String name, String words) {

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
        return of("backend:" + backend, "backend " + backend);
    }

    private static Level of(String name, String words) {
        return new Level(name, name, words);
    }
}
