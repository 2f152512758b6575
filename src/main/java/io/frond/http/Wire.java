package io.frond.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Objects;

/**
 * What Vert.x's public interface does not offer of a connection: how far its unsent bytes have got, closing without
 * first sending them, and ending a stream whose answer is written but not fetched. Only on the connection's event loop.
 */
final class Wire {
    /** Nothing waits to be sent. */
    static final long SENT = 0;

    private static final String IDLE = "idle";

    private Wire() {}

    /** Whether it carries several requests at a time. */
    static boolean shared(HttpConnection connection) {
        return channel(connection).pipeline().get(Http2ConnectionHandler.class) != null;
    }

    /** Until now a silent connection was for {@link ServerOptions} to end; from now on it is for {@link Connections}. */
    static void recognised(HttpConnection connection) {
        var pipeline = channel(connection).pipeline();
        if (pipeline.get(IDLE) != null) {
            pipeline.remove(IDLE);
        }
    }

    /** Ends one stream of HTTP/2 in whatever state it is; what it has not sent is dropped. */
    static void reset(HttpConnection connection, int stream, long code) {
        var pipeline = channel(connection).pipeline();
        var http2 = pipeline.get(Http2ConnectionHandler.class);
        var at = pipeline.context(http2);
        var unused = http2.resetStream(at, stream, code, at.newPromise());
        at.flush();
    }

    /** A mark that stays the same only while bytes wait and none of them moves. */
    static long mark(HttpConnection connection) {
        ChannelOutboundBuffer unsent = channel(connection).unsafe().outboundBuffer();
        if (unsent == null || unsent.isEmpty()) {
            return SENT;
        }
        long message = System.identityHashCode(Objects.requireNonNullElse(unsent.current(), unsent));
        return ((message << 32) | 1) ^ (unsent.currentProgress() << 1);
    }

    /** Closes at once; what waits to be sent is dropped. */
    static void cut(HttpConnection connection) {
        var unused = ((ConnectionBase) connection).channelHandlerContext().close();
    }

    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }
}
