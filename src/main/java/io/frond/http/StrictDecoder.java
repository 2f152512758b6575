package io.frond.http;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Vert.x's decoder, but for the protocol's name: one that is neither HTTP/1.1 nor HTTP/1.0 makes a malformed request,
 * where Vert.x would repeat it in an answer of its own.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

    private StrictDecoder(HttpServerOptions options) {
        super(options);
    }

    /**
     * Takes the place of the decoder of a connection that has not been read from. Where HTTP/2 is spoken in cleartext,
     * the first request is read before the connection is known; there the decoder stays.
     */
    static void install(HttpConnection connection, HttpServerOptions options) {
        var pipeline = ((ConnectionBase) connection).channel().pipeline();
        if (pipeline.get(VertxHttpRequestDecoder.class) == null || options.isHttp2ClearTextEnabled()) {
            return;
        }
        pipeline.replace(VertxHttpRequestDecoder.class, "httpDecoder", new StrictDecoder(options));
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        if (!initialLine[2].equals("HTTP/1.1") && !initialLine[2].equals("HTTP/1.0")) {
            throw new IllegalArgumentException("not a protocol that is spoken here");
        }
        return super.createMessage(initialLine);
    }
}
