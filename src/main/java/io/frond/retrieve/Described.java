package io.frond.retrieve;

import io.frond.config.Acl;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.util.HashMap;

/**
 * Documents with the facts that stand in front of them. A document whose settings cannot be read is left out: they may
 * say who is not to find it.
 *
 * <p>A document that lacks an attribute by which others are held back gets {@link #EVERYBODY} for it, so that one
 * filter admits both those for the caller and those for all, and an entry of which it is not known stays hidden.
 */
public final class Described implements DocumentSource {
    /** What a document says that names everybody. */
    static final String EVERYBODY = "*";

    private final DocumentSource source;
    private final Acl acl;
    private final Workers workers;

    private Described(DocumentSource source, Acl acl, Workers workers) {
        this.source = source;
        this.acl = acl;
        this.workers = workers;
    }

    /** @param acl of the collection */
    public static DocumentSource of(DocumentSource source, Acl acl, Workers workers) {
        return new Described(source, acl, workers);
    }

    @Override
    public Future<Changes> look() {
        return source.look();
    }

    @Override
    public Future<Reading> read(String id) {
        return source.read(id)
                .compose(reading -> reading instanceof Reading.Whole whole
                        ? workers.run(() -> described(whole))
                        : Future.succeededFuture(reading));
    }

    @Override
    public Future<Void> close() {
        return source.close();
    }

    private Reading described(Reading.Whole whole) {
        var document = whole.document();
        try {
            var facts = FrontFacts.of(Plain.visible(document.text())).with(document.facts());
            return new Reading.Whole(new Document(document.id(), document.text(), held(facts)), whole.cut());
        } catch (FrontFacts.Wrong wrong) {
            return new Reading.Unfit("its settings: " + wrong.getMessage());
        }
    }

    /** The version tells by which attributes it is held: with others, it must be put into the index anew. */
    private Facts held(Facts facts) {
        if (acl.isEmpty()) {
            return facts;
        }
        var all = new HashMap<>(facts.attributes());
        acl.sources().keySet().forEach(attribute -> all.putIfAbsent(attribute, EVERYBODY));
        var version = facts.version() + "/" + String.join("/", acl.sources().keySet());
        return new Facts(version, facts.modified(), facts.valid(), all);
    }
}
