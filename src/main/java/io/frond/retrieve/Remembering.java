package io.frond.retrieve;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A source that can be asked to name every document once more. */
final class Remembering implements DocumentSource {
    private final DocumentSource source;
    private final Set<String> named = new LinkedHashSet<>();
    private boolean anew;

    Remembering(DocumentSource source) {
        this.source = source;
    }

    /** The next look names every document, as the first one does. */
    void anew() {
        anew = true;
    }

    @Override
    public Future<Changes> look() {
        return source.look().map(changes -> {
            changes.removed().forEach(named::remove);
            named.addAll(changes.changed());
            if (!anew) {
                return changes;
            }
            anew = false;
            return new Changes(List.copyOf(named), new ArrayList<>(changes.removed()));
        });
    }

    @Override
    public Future<Reading> read(String id) {
        return source.read(id);
    }
}
