package io.frond.upstream;

import io.frond.model.Ending;
import io.frond.model.Outcome;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.vertx.core.Future;
import java.util.function.Consumer;

/**
 * When a try is over, and how: at the end of its stream, not at its head.
 *
 * <p>Each decorator that takes something (a place, a permission, a count) gives it back here and nowhere else. That
 * holds only while every inner call returns a future: one that throws would keep what was taken.
 */
final class Ends {
    private Ends() {}

    /** Runs {@code then} once, with how it ended. */
    static void after(Future<Reply> reply, Consumer<Ending> then) {
        reply.onComplete(done -> {
            if (done.failed()) {
                then.accept(ending(done.cause()));
            } else if (done.result() instanceof Reply.Whole whole) {
                then.accept(whole.ending());
            } else {
                done.result().ended().onSuccess(then::accept);
            }
        });
    }

    private static Ending ending(Throwable failure) {
        return failure instanceof Refused refused
                ? new Ending(outcome(refused), Usage.UNKNOWN, "", refused.reason())
                : new Ending(Outcome.IGNORED, Usage.UNKNOWN, "", Reason.INTERNAL);
    }

    /** A time-out that the client wished for names the wish as the field at fault, and says nothing of the endpoint. */
    static Outcome outcome(Refused refused) {
        return switch (refused.reason()) {
            case UPSTREAM_CONNECT, UPSTREAM_5XX, UPSTREAM_AUTH, UPSTREAM_PROTOCOL -> Outcome.FAILED;
            case UPSTREAM_TIMEOUT -> refused.param() == null ? Outcome.FAILED : Outcome.IGNORED;
            default -> Outcome.IGNORED;
        };
    }
}
