package io.frond.retrieve;

import io.frond.model.Ask;
import io.frond.model.Edit;
import io.frond.model.Passage;
import java.util.List;

/** For who finds passages by another way than a route's knowledge: what is asked, and where they go. */
public final class Passages {
    private Passages() {}

    /** What to search for; empty where the request has no question, or no place to put passages. */
    public static String question(Ask ask) {
        return Weave.into(ask) == null ? "" : Question.of(ask.fields().messages());
    }

    /** The changes of the request that put them in front of its question. None where there is no place or passage. */
    public static List<Edit> into(Ask ask, List<Passage> passages) {
        var weave = Weave.into(ask);
        return weave == null ? List.of() : weave.edits(passages);
    }
}
