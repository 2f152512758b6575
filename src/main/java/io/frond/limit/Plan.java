package io.frond.limit;

import io.frond.model.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All limits that hold for a request at one point of its way, several levels together.
 *
 * @param bound the shortest of the bounds on answers; null where there is none
 * @param reserve tokens set aside for an answer without bound
 */
record Plan(List<Line> lines, @Nullable Bound bound, long reserve) {

    static final Plan NONE = new Plan(List.of(), null, Limits.RESERVE);

    /** The longest answer that a request may ask for. */
    record Bound(Level level, long tokens) {}

    Plan {
        lines = List.copyOf(lines);
    }

    /** The same and the limits of one more level, which is the nearer one where they say different reserves. */
    Plan and(Level level, @Nullable Limits limits) {
        if (limits == null || (limits.isEmpty() && limits.reserve() == null)) {
            return this;
        }
        var all = new ArrayList<>(lines);
        limits.amounts().forEach((kind, amount) -> all.add(Line.of(level, kind, amount)));
        var longest = limits.maxTokens();
        var own = longest == null ? null : new Bound(level, longest);
        return new Plan(all, shorter(bound, own), limits.reserve() == null ? reserve : limits.reserve());
    }

    private static @Nullable Bound shorter(@Nullable Bound one, @Nullable Bound other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.tokens < one.tokens ? other : one;
    }

    /** Both. */
    Plan join(Plan other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        var all = new ArrayList<>(lines);
        all.addAll(other.lines);
        return new Plan(all, shorter(bound, other.bound), reserve);
    }

    boolean isEmpty() {
        return lines.isEmpty() && bound == null;
    }

    List<Claim> claims(Need need) {
        var claims = new ArrayList<Claim>(lines.size());
        for (var line : lines) {
            claims.add(line.claim(need));
        }
        return claims;
    }

    /** Of a request that does not bound its answer, nothing longer than the bound can be meant. */
    long reserveWithin() {
        return bound == null ? reserve : Math.min(reserve, bound.tokens);
    }
}
