package io.frond.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes to a backend: the client's bytes plus the edits made for the route.
 *
 * @param edits changes of the body so far; the dialect adds its own (the model's name)
 * @param passages what was retrieved for it, best first; empty on a direct route
 * @param sources everything a cached answer depends on: the passages' documents, and the collection's membership
 * @param endpoint the only one that can answer, because it keeps what the request goes on from; null where any can
 * @param tenant the name of who asks, so that one tenant's failures can be told from another's; empty where unknown
 * @param limit longest wait for the answer, or a stream's first byte, in this try; null for the backend's own
 * @param patience how long the route waits
 */
public record Call(
        Ask ask,
        Route route,
        List<Edit> edits,
        List<Passage> passages,
        List<Source> sources,
        @Nullable String endpoint,
        String tenant,
        @Nullable Duration limit,
        Patience patience) {

    public Call {
        edits = List.copyOf(edits);
        passages = List.copyOf(passages);
        sources = List.copyOf(sources);
    }

    /** A call that any endpoint of the route's backend can answer. */
    public Call(Ask ask, Route route, List<Edit> edits, List<Passage> passages, List<Source> sources) {
        this(ask, route, edits, passages, sources, null, "", null, Patience.USUAL);
    }

    /** What an answer to this call is made from. */
    public Provenance provenance() {
        return passages.isEmpty()
                ? new Provenance(route.name(), List.of(), sources)
                : new Provenance(route.name(), documents(passages.stream()), sources, asOf());
    }

    private AsOf asOf() {
        var oldest = Collections.min(passages.stream().map(Passage::modified).toList());
        return new AsOf(oldest, documents(passages.stream().filter(Passage::stale)));
    }

    private static List<String> documents(Stream<Passage> some) {
        return some.map(passage -> passage.source().document()).distinct().toList();
    }

    /** The client's request unchanged. */
    public static Call straight(Ask ask, Route route) {
        return new Call(ask, route, List.of(), List.of(), List.of());
    }

    /** The same when so much of the time that the client gave has gone. */
    public Call after(Duration spent) {
        return asking(ask.after(spent));
    }

    /** The same for another request of the same words. */
    public Call asking(Ask other) {
        return new Call(other, route, edits, passages, sources, endpoint, tenant, limit, patience);
    }

    /** The same with further edits. */
    public Call with(List<Edit> more) {
        var all = new ArrayList<>(edits);
        all.addAll(more);
        return new Call(ask, route, all, passages, sources, endpoint, tenant, limit, patience);
    }

    /** The same, asked by this tenant. */
    public Call from(String name) {
        return new Call(ask, route, edits, passages, sources, endpoint, name, limit, patience);
    }

    /** The same, to be answered by this endpoint of the route's backend. */
    public Call at(String only) {
        return new Call(ask, route, edits, passages, sources, only, tenant, limit, patience);
    }

    /** The same, to be waited for no longer than this. */
    public Call within(Duration longest) {
        return new Call(ask, route, edits, passages, sources, endpoint, tenant, longest, patience);
    }

    /** The same, waited for as its route says. */
    public Call waitedFor(Patience routes) {
        return new Call(ask, route, edits, passages, sources, endpoint, tenant, limit, routes);
    }
}
