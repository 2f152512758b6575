package io.frond.cache;

import io.frond.model.Provenance;
import io.frond.model.Source;
import org.jspecify.annotations.Nullable;

/**
 * Which answers are to be forgotten: those for which all of this holds. Null for any.
 *
 * @param model that was asked for at its backend, else as the client named it
 * @param knowledge of which a document was used
 * @param document that was used, by its id
 */
public record Purge(
        @Nullable String tenant,
        @Nullable String route,
        @Nullable String model,
        @Nullable String knowledge,
        @Nullable String document) {

    boolean concerns(Kept kept) {
        return concerns(kept.origin(), kept.provenance());
    }

    boolean concerns(Origin origin, Provenance made) {
        return (tenant == null || tenant.equals(origin.tenant()))
                && (route == null || route.equals(made.route()))
                && (model == null || model.equals(origin.model()))
                && ((knowledge == null && document == null)
                        || made.sources().stream().anyMatch(this::names));
    }

    private boolean names(Source source) {
        return (knowledge == null || knowledge.equals(source.knowledge()))
                && (document == null || document.equals(source.document()));
    }
}
