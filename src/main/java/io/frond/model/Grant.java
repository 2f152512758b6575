package io.frond.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one key allows of that which its tenant may use.
 *
 * @param scopes the calls that may be made with it; all of {@link Scope} where the key is held to none
 * @param models patterns of the names that may stand as model, {@code *} and {@code ?} in them as in file names;
 *     empty for whatever leads to a route or backend of the tenant
 * @param tags labels for the account of its use, from the operator alone
 * @param limits its own where the configuration does not know the key; else those of its name there hold
 * @param claims what the caller's token says, as far as documents may be held back by it
 */
public record Grant(
        Set<Scope> scopes,
        List<String> models,
        Map<String, String> tags,
        Limits limits,
        Map<String, List<String>> claims) {

    /** Everything that the tenant may. */
    public static final Grant FULL = new Grant(Scope.ALL, List.of(), Map.of());

    public Grant {
        scopes = Set.copyOf(scopes);
        models = List.copyOf(models);
        tags = Map.copyOf(tags);
        claims = Map.copyOf(claims);
    }

    /** One of a key, which has no claims. */
    public Grant(Set<Scope> scopes, List<String> models, Map<String, String> tags, Limits limits) {
        this(scopes, models, tags, limits, Map.of());
    }

    /** One of a key without limits that the configuration does not know. */
    public Grant(Set<Scope> scopes, List<String> models, Map<String, String> tags) {
        this(scopes, models, tags, Limits.NONE);
    }

    /** Whether a request may give this name as its model. */
    public boolean names(String model) {
        return models.isEmpty() || models.stream().anyMatch(pattern -> new Glob(pattern).matches(model));
    }

    /** Throws {@link Refused} where the key lacks the scope; the message names it. */
    void check(Scope needed) {
        if (!scopes.contains(needed)) {
            throw Refused.of(
                    Reason.POLICY_SCOPE,
                    "This key lacks the scope '" + needed.word() + "' that the call needs. It has: " + held() + ".");
        }
    }

    private String held() {
        return scopes.isEmpty()
                ? "none"
                : scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(", "));
    }
}
