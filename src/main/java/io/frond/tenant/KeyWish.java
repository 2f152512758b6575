package io.frond.tenant;

import io.frond.model.Declined;
import io.frond.model.Limits;
import io.frond.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The key that an operator wants.
 *
 * @param expires null for never
 * @param limits its own, within those of its tenant; of the key that is being changed none are taken over
 * @param overlap null for a key of a new name; else those that have the name end after this time
 */
public record KeyWish(
        String tenant,
        String name,
        Set<Scope> scopes,
        @Nullable Instant expires,
        Map<String, String> tags,
        Limits limits,
        @Nullable Duration overlap) {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final int MOST_TAGS = 16;
    private static final int LONGEST = 200;

    public KeyWish {
        scopes = Set.copyOf(scopes);
        tags = Map.copyOf(tags);
    }

    /** Throws {@link Declined} where it can never be, whatever keys there are. */
    void check(Instant now) {
        if (!name.matches(NAME)) {
            throw faulty("name: letters, digits and . _ - make one, 64 at most.");
        }
        if (scopes.isEmpty()) {
            throw faulty("scopes: at least one of " + String.join(", ", Scope.words()) + "; leave it out for all.");
        }
        if (expires != null && !expires.isAfter(now)) {
            throw faulty("expires: " + expires + " is over.");
        }
        if (overlap != null && overlap.isNegative()) {
            throw faulty("overlap_seconds: must not be negative.");
        }
        boolean fit = tags.size() <= MOST_TAGS
                && tags.entrySet().stream()
                        .allMatch(tag ->
                                tag.getKey().matches(NAME) && tag.getValue().length() <= LONGEST);
        if (!fit) {
            throw faulty("tags: at most " + MOST_TAGS + ", each a name and up to " + LONGEST + " characters.");
        }
    }

    IssuedKey key(String digest, Instant created) {
        return new IssuedKey(tenant, name, digest, scopes, expires, tags, limits, created);
    }

    private static Declined faulty(String what) {
        return new Declined(422, "invalid_key", what);
    }
}
