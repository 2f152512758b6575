package io.frond.http;

import io.frond.config.ServerConfig;
import io.vertx.core.http.HttpServerOptions;

/** Every setting of the server that matters here, said out loud: the defaults are made for web sites. */
final class ServerOptions {
    private static final int URL = 8 * 1024;
    private static final int HEADERS = 32 * 1024;

    /** Pieces in which a body is handed over. With the default of 8 KiB a prompt arrives in many. */
    private static final int PIECE = 64 * 1024;

    private static final int BACKLOG = 1024;
    private static final int NEVER = 0;

    private ServerOptions() {}

    static HttpServerOptions of(ServerConfig config) {
        return new HttpServerOptions()
                .setHost(config.listen().host())
                .setMaxInitialLineLength(URL)
                .setMaxHeaderSize(HEADERS)
                .setMaxChunkSize(PIECE)
                .setAcceptBacklog(BACKLOG)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                // A client that waits for a slow model is not idle; see Connections.
                .setIdleTimeout(NEVER)
                // The body is asked for only when its sender may be heard; see BodyReader.
                .setHandle100ContinueAutomatically(false)
                // Nothing here speaks WebSocket; its handlers would look at every message.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false);
    }
}
