package io.frond.retrieve;

import io.frond.config.KnowledgeTerms;
import io.frond.config.KnowledgeTerms.OnStale;
import io.frond.model.Passage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What age does to passages, by a collection's {@code max_age} and {@code on_stale}. */
final class Staleness {
    private final @Nullable Duration maxAge;
    private final OnStale then;

    Staleness(KnowledgeTerms terms) {
        this.maxAge = terms.maxAge();
        this.then = terms.maxAge() == null ? OnStale.SERVE : terms.onStale();
    }

    boolean stale(Instant modified, Instant now) {
        return maxAge != null && modified.plus(maxAge).isBefore(now);
    }

    /** Whether stale passages are left out. */
    boolean withholds() {
        return then == OnStale.SKIP || then == OnStale.REFUSE;
    }

    boolean refuses() {
        return then == OnStale.REFUSE;
    }

    /** Those that may be used. */
    List<Hit> served(List<Hit> hits, Instant now) {
        return withholds()
                ? hits.stream()
                        .filter(hit -> !stale(hit.chunk().modified(), now))
                        .toList()
                : hits;
    }

    /**
     * Marks passages that are stale, where that is to be told, and says until when each is as it is now.
     *
     * @param from the hits that they were chosen from
     */
    List<Passage> dated(List<Passage> passages, List<Hit> from, Instant now) {
        var ends = new HashMap<String, Instant>();
        for (var hit : from) {
            var until = until(hit.chunk().facts(), now);
            if (until != null) {
                ends.put(hit.chunk().document(), until);
            }
        }
        return passages.stream().map(passage -> dated(passage, ends, now)).toList();
    }

    private Passage dated(Passage of, Map<String, Instant> ends, Instant now) {
        boolean marked = then == OnStale.WARN && stale(of.modified(), now);
        var source = Lasting.until(of.source(), ends.get(of.source().document()));
        return new Passage(source, of.heading(), of.text(), of.score(), of.modified(), marked);
    }

    private @Nullable Instant until(Facts facts, Instant now) {
        boolean ages = maxAge != null && then != OnStale.SERVE && !stale(facts.modified(), now);
        return Lasting.sooner(
                facts.valid().until(), ages ? facts.modified().plus(maxAge).plusMillis(1) : null);
    }
}
