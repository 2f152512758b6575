package io.frond.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends what a turn of the event loop has written at the end of that turn, over all its connections.
 *
 * <p>A write to a peer that sleeps wakes it, which costs the writer more than the bytes do. Written one behind the
 * other, several answers find it awake; and of one connection, several writes are one. A turn hands over after
 * {@value #MOST} connections at the latest, so that the first of many does not wait for the last. A connection with
 * more to send than it can hold sends at once, and none is closed with bytes that wait. Owned by its event loop.
 */
public final class LateFlush extends ChannelOutboundHandlerAdapter {
    private static final int MOST = 16;
    private static final FastThreadLocal<Turn> TURN = new FastThreadLocal<>() {
        @Override
        protected Turn initialValue() {
            return new Turn();
        }
    };

    private boolean waits;

    LateFlush() {}

    /** From now on, of all that this connection writes. */
    public static void install(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            base.channel().pipeline().addFirst(new LateFlush());
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (!context.channel().isWritable()) {
            waits = false;
            context.flush();
        } else if (!waits) {
            waits = true;
            TURN.get().add(context);
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        flushed(context);
        var unused = context.close(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        flushed(context);
    }

    private static void flushed(ChannelHandlerContext context) {
        var handler = (LateFlush) context.handler();
        if (handler.waits) {
            handler.waits = false;
            context.flush();
        }
    }

    /** The connections of one event loop that have something to send. */
    private static final class Turn implements Runnable {
        private final List<ChannelHandlerContext> waiting = new ArrayList<>(MOST);
        private boolean sending;

        void add(ChannelHandlerContext context) {
            waiting.add(context);
            if (waiting.size() == 1) {
                context.executor().execute(this);
            } else if (waiting.size() >= MOST) {
                run();
            }
        }

        /** Sending may make others write: they are sent too. */
        @Override
        public void run() {
            if (sending) {
                return;
            }
            sending = true;
            for (int i = 0; i < waiting.size(); i++) {
                flushed(waiting.get(i));
            }
            waiting.clear();
            sending = false;
        }
    }
}
