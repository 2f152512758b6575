package io.frond.cache;

import io.frond.model.Caller;
import io.frond.model.Provenance;
import io.frond.model.Reply;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the cache says. */
public sealed interface Found {

    /** The value of {@code Cache-Status} (RFC 9211): {@code frond; hit; ttl=312} or {@code frond; fwd=miss; stored}. */
    String status();

    /** Lets the cache forget what it keeps for whoever asks the very same; null where that is nothing. */
    @Nullable
    Supplier<Future<Void>> forget();

    /** The same, kept for whoever asks the very same; but an answer to other words is kept for those who used them. */
    default Found forgottenBy(Supplier<Future<Void>> how) {
        return switch (this) {
            case Hit hit -> hit.beside == null ? new Hit(hit.reply, hit.provenance, hit.status, null, how) : hit;
            case Miss miss -> new Miss(miss.caller, miss.fill, miss.status, how);
        };
    }

    /**
     * A kept answer; a stream is replayed as one.
     *
     * @param provenance of the answer when it was fetched
     * @param beside what is to be done beside; null for nothing
     */
    record Hit(
            Reply reply,
            Provenance provenance,
            String status,
            @Nullable Beside beside,
            @Nullable Supplier<Future<Void>> forget)
            implements Found {

        Hit(Reply reply, Provenance provenance, String status) {
            this(reply, provenance, status, null, null);
        }
    }

    /** What an answer to a question in other words asks for: it may be wrong. */
    interface Beside {

        /** Under which id its client may complain. */
        void decided(String decision);

        /** Where a fresh answer is to go, fetched in the background to compare; null where none is wanted. */
        @Nullable
        Fill check();
    }

    /**
     * Nothing kept that may be used.
     *
     * @param caller for whom the answer must be fetched: everyone who waits for this key
     * @param fill what to do with the answer
     */
    record Miss(
            Caller caller,
            Fill fill,
            String status,
            @Nullable Supplier<Future<Void>> forget) implements Found {

        public Miss(Caller caller, Fill fill, String status) {
            this(caller, fill, status, null);
        }
    }

    /** The duty of whoever missed: exactly one of the two is called. */
    interface Fill {

        /** The same reply, its bytes kept as they pass if it may be kept. */
        Reply with(Reply reply, Provenance provenance);

        /** There will be no answer; the next waiting caller takes over. */
        void abandon();
    }
}
