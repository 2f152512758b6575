package io.frond.retrieve;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index in an engine that several Fronds search. One of them at a time may change it; changes of another fail, also
 * where that one does not know yet that its right has gone to somebody else.
 */
public interface SharedIndex extends Index {
    /** How long the right to change outlives who does not prolong it. */
    Duration LEASE = Duration.ofSeconds(10);

    /** Takes the right to change the index, or prolongs it. It ends by itself some seconds after the last time. */
    Future<Claim> claim();

    /** Gives the right up, where this Frond has it. */
    Future<Void> release();

    /**
     * What has become of documents.
     *
     * @param revision after which; 0 for all that are there
     */
    Future<News> since(long revision);

    /** What came of asking for the right to change. */
    enum Claim {
        /** Another Frond has it. */
        REFUSED,
        /** It is new: another may have changed the index meanwhile. */
        GRANTED,
        /** Nobody else had it since the last time. */
        KEPT
    }

    /** @param revision up to which it tells */
    record News(long revision, List<Held> documents) {

        public News {
            documents = List.copyOf(documents);
        }
    }

    /**
     * A document in the index.
     *
     * @param embedded whether its chunks have vectors
     * @param modified null where it is gone
     */
    record Held(String id, String version, @Nullable Instant modified, int chunks, boolean embedded) {

        boolean gone() {
            return modified == null;
        }
    }
}
