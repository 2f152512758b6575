package io.frond.model;

import java.time.Duration;
import java.util.List;

/**
 * A request as it goes to a backend: the client's bytes plus the edits made for the route.
 *
 * @param edits changes of the body so far; the dialect adds its own (the model's name)
 * @param passages what was retrieved for it, best first; empty on a direct route
 * @param sources everything a cached answer depends on: the passages' documents, and the collection's membership
 */
public record Call(Ask ask, Route route, List<Edit> edits, List<Passage> passages, List<Source> sources) {

    public Call {
        edits = List.copyOf(edits);
        passages = List.copyOf(passages);
        sources = List.copyOf(sources);
    }

    /** What an answer to this call is made from. */
    public Provenance provenance() {
        var documents = passages.stream()
                .map(passage -> passage.source().document())
                .distinct()
                .toList();
        return new Provenance(route.name(), documents, sources);
    }

    /** The client's request unchanged. */
    public static Call straight(Ask ask, Route route) {
        return new Call(ask, route, List.of(), List.of(), List.of());
    }

    /** The same when so much of the time that the client gave has gone. */
    public Call after(Duration spent) {
        return new Call(ask.after(spent), route, edits, passages, sources);
    }
}
