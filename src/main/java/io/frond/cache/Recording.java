package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Caller;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Outcome;
import io.frond.model.Provenance;
import io.frond.model.Reply;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Takes down one answer, keeps it if it may be kept, and tells whoever waits for it. */
final class Recording implements Found.Fill {
    private final Shelf shelf;
    private final String key;
    private final Turn.Duty duty;
    private final Caller client;
    private final Caller everyone;

    /**
     * @param client for whom the answer is relayed
     * @param everyone who wants it; the same where nobody else does
     */
    Recording(Shelf shelf, String key, Turn.Duty duty, Caller client, Caller everyone) {
        this.shelf = shelf;
        this.key = key;
        this.duty = duty;
        this.client = client;
        this.everyone = everyone;
    }

    @Override
    public Reply with(Reply reply, Provenance provenance) {
        return switch (reply) {
            case Reply.Whole whole -> {
                settle(whole.head(), whole.body(), false, whole.ending(), provenance);
                yield whole;
            }
            case Reply.Streamed streamed -> taken(streamed, provenance);
        };
    }

    @Override
    public void abandon() {
        duty.failed();
    }

    private Reply taken(Reply.Streamed reply, Provenance provenance) {
        var notes = new Notes(reply.head());
        var tee = new Tee(reply.bytes(), notes);
        var stay = client.whenGone(() -> outlive(tee));
        reply.ended()
                .compose(ending -> notes.completeAfter(ending))
                .onFailure(cut -> duty.failed())
                .onSuccess(ending -> {
                    stay.run();
                    settle(reply.head(), notes.bytes, true, ending, provenance);
                });
        return new Reply.Streamed(reply.head(), tee, reply.ended(), reply.served());
    }

    private void outlive(Tee tee) {
        if (!everyone.gone()) {
            tee.readOn();
        }
    }

    private void settle(Head head, @Nullable Buffer body, boolean streamed, Ending ending, Provenance provenance) {
        if (ending.outcome() != Outcome.SUCCEEDED) {
            duty.failed();
        } else if (body == null || !shelf.takes(head, body, ending, provenance)) {
            duty.unshared();
        } else {
            var kept = shelf.kept(head, body, streamed, ending, provenance);
            shelf.put(key, kept).onComplete(put -> duty.answered(new Held(kept, kept.ttl()), false));
        }
    }

    /** The bytes of a stream so far; null as soon as they are more than may be kept. */
    private final class Notes implements Tee.Notes {
        private final Promise<Void> whole = Promise.promise();
        private @Nullable Buffer bytes;

        Notes(Head head) {
            bytes = head.status() == 200 ? Buffer.buffer() : null;
        }

        @Override
        public void bytes(Buffer more) {
            if (bytes == null) {
                return;
            }
            bytes.appendBuffer(more);
            if (bytes.length() > Shelf.LARGEST) {
                bytes = null;
                duty.unshared();
            }
        }

        @Override
        public void end() {
            whole.tryComplete();
        }

        @Override
        public void broken() {
            whole.tryFail("the stream broke");
        }

        /** A good ending counts when all bytes have passed here. */
        io.vertx.core.Future<Ending> completeAfter(Ending ending) {
            return ending.outcome() == Outcome.SUCCEEDED
                    ? whole.future().map(ending)
                    : io.vertx.core.Future.succeededFuture(ending);
        }
    }
}
