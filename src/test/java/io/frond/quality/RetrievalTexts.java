package io.frond.quality;

import io.frond.retrieve.Document;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Facts;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The texts of a labelled set as documents: plain text, or Markdown below its title where it has one. */
final class RetrievalTexts implements DocumentSource {
    private static final String PLAIN = ".txt";
    private static final String TITLED = ".md";

    private final Map<String, RetrievalSet.Text> byId;
    private boolean named;

    RetrievalTexts(RetrievalSet set) {
        byId = set.texts().stream().collect(Collectors.toMap(RetrievalTexts::document, Function.identity()));
    }

    /** The id of the text that became this document. */
    static String text(String document) {
        return document.substring(0, document.lastIndexOf('.'));
    }

    private static String document(RetrievalSet.Text text) {
        return text.id() + (text.title().isEmpty() ? PLAIN : TITLED);
    }

    @Override
    public Future<Changes> look() {
        var changed = named ? List.<String>of() : List.copyOf(byId.keySet());
        named = true;
        return Future.succeededFuture(new Changes(changed, List.of()));
    }

    @Override
    public Future<Reading> read(String id) {
        var text = byId.get(id);
        if (text == null) {
            return Future.succeededFuture(new Reading.Unfit("there is no such text"));
        }
        var written = text.title().isEmpty() ? text.text() : "# " + text.title() + "\n\n" + text.text();
        Map<String, Object> attributes = text.tenant().isEmpty() ? Map.of() : Map.of("tenant", text.tenant());
        var facts = Facts.of("1", Instant.EPOCH).with(attributes);
        return Future.succeededFuture(new Reading.Whole(new Document(id, written, facts)));
    }
}
