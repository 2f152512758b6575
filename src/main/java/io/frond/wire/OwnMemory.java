package io.frond.wire;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;

/**
 * Takes the pieces of HTTP/1 bodies out of Netty's pool before Vert.x sees them.
 *
 * <p>Vert.x makes the same copy, but only of what it reads at once. While a body is paused, or a request waits behind
 * the one that is being answered, the pieces wait as they came; when the connection ends there, Vert.x forgets them,
 * and what it forgets is lost to the pool for ever. Whoever is slow and then leaves could so use up the memory.
 */
@Sharable
public final class OwnMemory extends ChannelInboundHandlerAdapter {
    private static final OwnMemory INSTANCE = new OwnMemory();
    private static final String NAME = "ownMemory";

    private OwnMemory() {}

    /** Of a connection that has not been read from. Nothing to do for HTTP/2, where Vert.x copies all at once. */
    public static void install(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            var pipeline = base.channel().pipeline();
            var vertx = pipeline.context(VertxHandler.class);
            if (vertx != null) {
                pipeline.addBefore(vertx.name(), NAME, INSTANCE);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpContent piece && piece.content().isReadable()) {
            context.fireChannelRead(piece.replace(VertxHandler.safeBuffer(piece.content())));
        } else {
            context.fireChannelRead(message);
        }
    }
}
