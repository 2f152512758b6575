package io.frond.retrieve;

import io.vertx.core.Future;

/** What keeps a collection up to date. */
interface Feed {

    /** Completes when what there is can be found; fails where the source cannot be reached. */
    Future<Void> start();

    /** Looks at once for what has changed; completes when searches see it. */
    Future<Void> now();

    /** Whether the index could be reached the last time. Any thread. */
    default boolean reachable() {
        return true;
    }

    /** Completes when no change of the index is under way any more. */
    Future<Void> stop();
}
