package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Caller;
import io.frond.model.Ending;
import io.frond.model.Outcome;
import io.frond.model.Provenance;
import io.frond.model.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes down one answer, has it kept if it may be kept, and tells whoever waits for it. */
final class Recording implements Found.Fill {
    /** Bytes of one answer; more is a document, not an answer. */
    static final int LARGEST = 4 << 20;

    private final Keeper keeper;
    private final Turn.Duty duty;
    private final Caller client;
    private final Caller everyone;

    /** Where an answer goes that ended well and is not too large. */
    @FunctionalInterface
    interface Keeper {

        /** Empty where it may not be kept; else completes when a look-up would find it. */
        Future<Optional<Kept>> keep(Finished answer);
    }

    /**
     * @param client for whom the answer is relayed
     * @param everyone who wants it; the same where nobody else does
     */
    Recording(Keeper keeper, Turn.Duty duty, Caller client, Caller everyone) {
        this.keeper = keeper;
        this.duty = duty;
        this.client = client;
        this.everyone = everyone;
    }

    @Override
    public Reply with(Reply reply, Provenance provenance) {
        return switch (reply) {
            case Reply.Whole whole -> {
                settle(new Finished(whole.head(), whole.body(), false, whole.ending(), provenance, whole.served()));
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
        var notes = new Notes();
        var tee = new Tee(reply.bytes(), notes);
        var stay = client.whenGone(() -> outlive(tee));
        reply.ended()
                .compose(ending -> notes.completeAfter(ending))
                .onFailure(cut -> duty.failed())
                .onSuccess(ending -> {
                    stay.run();
                    notes.all()
                            .ifPresent(body ->
                                    settle(new Finished(reply.head(), body, true, ending, provenance, reply.served())));
                });
        return new Reply.Streamed(reply.head(), tee, reply.ended(), reply.served());
    }

    private void outlive(Tee tee) {
        if (!everyone.gone()) {
            tee.readOn();
        }
    }

    private void settle(Finished answer) {
        if (answer.ending().outcome() != Outcome.SUCCEEDED) {
            duty.failed();
        } else if (answer.body().length() > LARGEST) {
            duty.unshared();
        } else {
            keeper.keep(answer)
                    .otherwise(Optional.empty())
                    .onSuccess(kept -> kept.ifPresentOrElse(this::share, duty::unshared));
        }
    }

    private void share(Kept kept) {
        duty.answered(new Held(kept, kept.ttl()), false);
    }

    /** The bytes of a stream so far; none as soon as they are more than may be kept, which all hear who wait. */
    private final class Notes implements Tee.Notes {
        private final Promise<Void> whole = Promise.promise();
        private @Nullable Buffer bytes = Buffer.buffer();

        @Override
        public void bytes(Buffer more) {
            if (bytes == null) {
                return;
            }
            bytes.appendBuffer(more);
            if (bytes.length() > LARGEST) {
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

        Optional<Buffer> all() {
            return Optional.ofNullable(bytes);
        }

        /** A good ending counts when all bytes have passed here. */
        Future<Ending> completeAfter(Ending ending) {
            return ending.outcome() == Outcome.SUCCEEDED ? whole.future().map(ending) : Future.succeededFuture(ending);
        }
    }
}
