package io.frond.retrieve.source;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What came of asking for a page. */
sealed interface Fetched {

    /**
     * @param type its content type in lower case, with parameters; empty where none is told
     * @param etag null where none is told
     * @param lastModified as the server wrote it; null where it did not
     */
    record Page(
            Buffer body,
            String type,
            @Nullable String etag,
            @Nullable String lastModified) implements Fetched {}

    /** It is as it was. */
    record Same() implements Fetched {}

    /** There is no such page, or not any more. */
    record Gone(int status) implements Fetched {}
}
