package io.frond.retrieve;

import io.frond.config.KnowledgeConfig;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the documents of a collection come from. Asked again and again what changed; whoever asks waits for one
 * answer before the next question.
 */
public interface DocumentSource {

    /**
     * What changed since the last look; the first look names every document. A change that could not be read to the
     * end is named again. Fails where the source as a whole cannot be reached; the next look then tells everything
     * that was missed.
     */
    Future<Changes> look();

    /** Reads a document that a look has named. */
    Future<Reading> read(String id);

    /** Ends what it holds open; looks and reads that are under way may fail, and end soon. */
    default Future<Void> close() {
        return Future.succeededFuture();
    }

    /**
     * @param changed ids of documents that are new or different
     * @param removed ids of documents that are gone
     */
    record Changes(List<String> changed, List<String> removed) {

        public Changes {
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }
    }

    /** What came of reading a document. */
    sealed interface Reading {

        /** @param cut how to cut it, where that is not as the collection's others; null where it is */
        record Whole(Document document, KnowledgeConfig.@Nullable Chunk cut) implements Reading {

            public Whole(Document document) {
                this(document, null);
            }
        }

        /**
         * It is not something to search, and will not be until it changes.
         *
         * @param why for the log; names no content
         */
        record Unfit(String why) implements Reading {}

        /** It is being written, or gone since the look. A later look tells. */
        record Unsettled() implements Reading {}
    }
}
