package io.frond.retrieve;

import io.frond.model.Ask;
import io.frond.model.Edit;
import io.frond.model.Passage;
import io.frond.model.Source;
import java.time.Instant;
import java.util.List;

/** What retrieval changes of a request, for tests of other packages. */
public final class Weaving {
    private Weaving() {}

    /** The edits that put one passage before the question; none where there is no place for it. */
    public static List<Edit> into(Ask ask) {
        var weave = Weave.into(ask);
        var source = new Source("kb", "grüße \"1\".md", "v1");
        var passage = new Passage(source, "A > B", "Quote \" back \\ é 😀 \t\r\n", 0.9, Instant.EPOCH);
        return weave == null ? List.of() : weave.edits(List.of(passage));
    }
}
