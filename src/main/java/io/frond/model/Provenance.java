package io.frond.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an answer came about. It is kept with the answer: a hit is not classified again, and still tells its client what
 * the first one was told.
 *
 * @param route the route's name, or the backend's that the request named
 * @param documents those whose passages were used, most relevant first, each once; as told to the client
 * @param sources everything the answer depends on: of the documents their versions, and the collection's membership
 * @param asOf of when the passages are; null where none was used
 */
public record Provenance(
        String route,
        List<String> documents,
        List<Source> sources,
        @Nullable AsOf asOf) {

    public Provenance {
        documents = List.copyOf(documents);
        sources = List.copyOf(sources);
    }

    /** Of an answer without passages, or of which it is not told of when they are. */
    public Provenance(String route, List<String> documents, List<Source> sources) {
        this(route, documents, sources, null);
    }

    /** Of a request that was routed and came no further. */
    static Provenance of(Route route) {
        return new Provenance(route.name(), List.of(), List.of());
    }
}
