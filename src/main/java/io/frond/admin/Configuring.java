package io.frond.admin;

import io.frond.config.Effective;
import io.frond.model.Declined;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;

/**
 * The running configuration, and how another takes its place. The wiring knows how. Texts that are no valid
 * configuration fail with {@code InvalidConfig}, what cannot be done with {@link Declined}; nothing has changed then.
 */
public interface Configuring {

    /**
     * What is at work.
     *
     * @param tag another one for every other configuration, secrets included
     * @param version digest of what can change an answer; the same on all nodes of the same configuration
     * @param config without secrets
     */
    record Shown(String tag, String version, JsonObject config) {}

    /**
     * What a text would change.
     *
     * @param restart the paths that take effect at the next start only
     */
    record Difference(List<Effective.Change> changes, List<String> restart) {}

    /**
     * Another configuration is at work.
     *
     * @param tag of it
     */
    record Loaded(String tag, Difference difference) {}

    Future<Shown> shown();

    /** How much of everything there is in a valid text. */
    Future<JsonObject> validate(String yaml);

    Future<Difference> difference(String yaml);

    /** @param expected whether the tag of what is at work is the one that the operator knows; asked before anything else */
    Future<Loaded> load(String yaml, Predicate<String> expected);

    /** What the last load replaced comes back. */
    Future<Loaded> rollback(Predicate<String> expected);

    /** Reads the file again. Fails with a message for people where it is faulty. */
    Future<Void> reload();

    /** The JSON Schema of the configuration. */
    String schema();
}
