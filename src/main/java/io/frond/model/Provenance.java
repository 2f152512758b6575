package io.frond.model;

import java.util.List;

/**
 * How an answer came about. It is kept with the answer: a hit is not classified again, and still tells its client what
 * the first one was told.
 *
 * @param route the route's name, or the backend's that the request named
 * @param documents those whose passages were used, most relevant first, each once; as told to the client
 * @param sources everything the answer depends on: of the documents their versions, and the collection's membership
 */
public record Provenance(String route, List<String> documents, List<Source> sources) {

    public Provenance {
        documents = List.copyOf(documents);
        sources = List.copyOf(sources);
    }

    /** Of a request that was routed and came no further. */
    static Provenance of(Route route) {
        return new Provenance(route.name(), List.of(), List.of());
    }
}
