package io.frond.upstream;

import io.frond.model.Caller;
import io.frond.model.Ending;
import io.frond.model.Outcome;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.frond.upstream.Rescue.Way;
import io.frond.upstream.dialect.Joint;
import io.frond.upstream.dialect.Told;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * A stream whose rest comes from a second one when the first breaks: pulled read by read as its reader takes them,
 * ended exactly once. A second that breaks when some of it has gone on ends as the first would have.
 *
 * <p>Owned by the event loop of the call.
 */
final class RescuedStream {
    private final Reply.Streamed first;
    private final Rescue rescue;
    private final Context context;
    private final Told told = new Told();
    private final Feed feed = new Feed(this::pull);
    private final Promise<Ending> ended = Promise.promise();
    private ReadStream<Buffer> source;
    private Runnable stay = () -> {};

    RescuedStream(Reply.Streamed first, Rescue rescue) {
        this.first = first;
        this.rescue = rescue;
        this.source = first.bytes();
        this.context = rescue.around().vertx().getOrCreateContext();
    }

    Reply reply() {
        first.bytes().handler(this::passOn).endHandler(end -> feed.end()).exceptionHandler(failure -> first.ended()
                .onSuccess(ending -> broken(failure, ending)));
        first.ended().onSuccess(this::firstEnded);
        stay = rescue.caller().whenGone(this::left);
        ended.future().onSuccess(over -> stay.run());
        return new Reply.Streamed(first.head(), feed, ended.future(), first.served());
    }

    private void pull() {
        source.fetch(1);
    }

    private void passOn(Buffer bytes) {
        told.take(bytes);
        feed.push(bytes);
    }

    /** A failure counts only when nobody makes it good. */
    private void firstEnded(Ending ending) {
        if (ending.outcome() != Outcome.FAILED) {
            ended.tryComplete(ending);
        }
    }

    private void left() {
        if (Vertx.currentContext() == context) {
            end(Ending.left(Usage.UNKNOWN), CallerGone.refused());
        } else {
            context.runOnContext(nothing -> end(Ending.left(Usage.UNKNOWN), CallerGone.refused()));
        }
    }

    private void end(Ending how, Throwable why) {
        ended.tryComplete(how);
        feed.fail(why);
    }

    private void broken(Throwable why, Ending ending) {
        if (over() || !told.isOpen()) {
            end(ending, why);
            return;
        }
        var lost = new Lost(why, ending);
        rescue.begin(told).onSuccess(ready -> next(lost)).onFailure(shed -> giveUp(lost));
    }

    private boolean over() {
        return ended.future().isComplete();
    }

    /** What the client is told if there is no rescue. */
    private record Lost(Throwable why, Ending ending) {}

    private void next(Lost lost) {
        if (over()) {
            return;
        }
        var way = rescue.next();
        if (way == null) {
            giveUp(lost);
            return;
        }
        var second = new Second(way, lost);
        rescue.go(way, second.within).onSuccess(second::answered).onFailure(failed -> second.fruitless());
    }

    private void giveUp(Lost lost) {
        if (!over()) {
            rescue.over(false);
        }
        end(lost.ending, lost.why);
    }

    /** One way, as far as it goes. The reader's wish for bytes that the first did not grant is this one's to grant. */
    private final class Second {
        private final Way way;
        private final Lost lost;
        private final Joint joint;
        private final Caller within = new Caller();
        private final Runnable stayWithin;
        private boolean told;
        private boolean done;

        Second(Way way, Lost lost) {
            this.way = way;
            this.lost = lost;
            this.joint = way.joint(RescuedStream.this.told);
            this.stayWithin = rescue.caller().whenGone(within::leave);
        }

        void answered(Reply reply) {
            switch (reply) {
                case Reply.Streamed opened -> read(opened);
                case Reply.Whole refusal -> {
                    rescue.refused(way);
                    fruitless();
                }
            }
        }

        private void read(Reply.Streamed opened) {
            source = opened.bytes();
            source.handler(this::more).endHandler(end -> ended(opened)).exceptionHandler(why -> opened.ended()
                    .onSuccess(ending -> broken(why, ending)));
            source.fetch(1);
        }

        private void more(Buffer bytes) {
            if (done) {
                return;
            }
            var news = joint.take(bytes);
            if (!joint.unfit()) {
                told |= joint.joined() && news.length() > 0;
                feed.push(news);
            } else if (told) {
                leave();
                giveUp(lost);
            } else {
                rescue.differs(way);
                fruitless();
            }
        }

        private void ended(Reply.Streamed opened) {
            if (done) {
                return;
            }
            if (!joint.joined()) {
                rescue.differs(way);
                fruitless();
                return;
            }
            close();
            opened.ended().onSuccess(ending -> {
                rescue.over(true);
                RescuedStream.this.ended.tryComplete(ending.asMended(lost.ending));
                feed.end();
            });
        }

        private void broken(Throwable why, Ending ending) {
            if (done) {
                return;
            }
            if (told) {
                close();
                giveUp(new Lost(why, ending));
            } else {
                fruitless();
            }
        }

        /** Nothing of it has gone on: another way may lead there, unless nobody waits any more. */
        private void fruitless() {
            if (!done) {
                leave();
                if (!rescue.caller().gone()) {
                    next(lost);
                }
            }
        }

        private void leave() {
            close();
            within.leave();
        }

        private void close() {
            done = true;
            stayWithin.run();
        }
    }
}
