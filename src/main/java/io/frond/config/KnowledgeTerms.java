package io.frond.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How old a collection's documents may be, and who may find them.
 *
 * @param maxAge a document that was last changed longer ago is stale; null where none ever is
 * @param onStale what becomes of passages of stale documents
 * @param asOf whether the model is told of when the passages are
 * @param acl which attributes of documents hold back those who ask
 */
public record KnowledgeTerms(@Nullable Duration maxAge, OnStale onStale, boolean asOf, Acl acl) {
    /** Documents do not age, and whoever may ask may find them all. */
    public static final KnowledgeTerms NONE = new KnowledgeTerms(null, OnStale.SERVE, false, Acl.NONE);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** What becomes of passages of stale documents. */
    public enum OnStale {
        /** They are used like others. */
        SERVE,
        /** They are used, and marked for the model and the client. */
        WARN,
        /** They are left out. */
        SKIP,
        /** They are left out, and a question that only they fit is refused. */
        REFUSE
    }

    static KnowledgeTerms from(Section s) {
        var terms = new KnowledgeTerms(
                s.optional(
                        "max_age",
                        Kinds.duration(Duration.ofSeconds(1), LONGEST),
                        "a document that was last changed longer ago is stale; without it, none ever is"),
                onStale(s),
                s.flag("as_of", false, "whether the model is told of when the passages are"),
                Acl.from(s));
        if (s.has("on_stale") && terms.maxAge == null) {
            s.fault("on_stale", "needs max_age, or no document is ever stale");
        }
        return terms;
    }

    private static OnStale onStale(Section s) {
        var word = s.choice(
                "on_stale",
                List.of("serve", "warn", "skip", "refuse"),
                "warn",
                "what becomes of stale passages: serve uses them, warn marks them for model and client, skip leaves"
                        + " them out, refuse also answers 503 where nothing else fits");
        return OnStale.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
