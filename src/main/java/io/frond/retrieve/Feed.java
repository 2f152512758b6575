package io.frond.retrieve;

import io.vertx.core.Future;
import java.util.SortedMap;

/** What keeps a collection up to date. */
interface Feed {

    /** Completes when what there is can be found; fails where the source cannot be reached. */
    Future<Void> start();

    /** Looks at once for what has changed; completes when searches see it. */
    Future<Void> now();

    /** Documents that are still to be read. Any thread. */
    int waiting();

    /** Why by id: documents that cannot be found. Any thread. */
    SortedMap<String, String> leftOut();

    /** Whether the index could be reached the last time. Any thread. */
    default boolean reachable() {
        return true;
    }

    /** Completes when no change of the index is under way any more. */
    Future<Void> stop();
}
