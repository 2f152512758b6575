package io.frond.http;

import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Objects;

/**
 * The two things about a connection that Vert.x's public interface does not offer: how far its unsent bytes have got,
 * and closing without first sending them. Only on the connection's event loop.
 */
final class Wire {
    /** Nothing waits to be sent. */
    static final long SENT = 0;

    private Wire() {}

    /** A mark that stays the same only while bytes wait and none of them moves. */
    static long mark(HttpConnection connection) {
        ChannelOutboundBuffer unsent =
                ((ConnectionBase) connection).channel().unsafe().outboundBuffer();
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
}
