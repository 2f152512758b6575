package io.frond.retrieve;

import java.time.Instant;
import java.util.Map;

/**
 * What is known of a document beside its text.
 *
 * @param version digest of the content: equal content, equal version
 * @param modified when it was last changed
 * @param valid when what it says holds
 * @param attributes what searches can be narrowed by: values are {@code String}, {@code Double} or {@code Boolean}
 */
public record Facts(String version, Instant modified, Validity valid, Map<String, Object> attributes) {

    public Facts {
        attributes = Map.copyOf(attributes);
    }

    /** Always valid, without attributes. */
    public static Facts of(String version, Instant modified) {
        return new Facts(version, modified, Validity.ALWAYS, Map.of());
    }

    /** The same with other attributes. */
    public Facts with(Map<String, Object> others) {
        return new Facts(version, modified, valid, others);
    }
}
