package io.frond.http;

import io.frond.config.ServerConfig;
import io.frond.config.TlsConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Every setting of the server that matters here, said out loud: the defaults are made for web sites. */
final class ServerOptions {
    static final int URL = 8 * 1024;

    private static final int HEADERS = 32 * 1024;

    /** Pieces in which a body is handed over. With the default of 8 KiB a prompt arrives in many. */
    private static final int PIECE = 64 * 1024;

    private static final int BACKLOG = 1024;
    private static final int NEVER = 0;

    /** Requests at a time on one connection of HTTP/2; the others wait at their client. */
    private static final int STREAMS = 100;

    /** Bytes of a request's body, and of those of all a connection's requests, that may be under way unread. */
    private static final int STREAM_WINDOW = 256 * 1024;

    private static final int CONNECTION_WINDOW = 1024 * 1024;

    /** A client may give up so many requests of a connection within half a minute. */
    private static final int RESETS = 200;

    private static final int CONTINUATIONS = 16;

    private ServerOptions() {}

    static HttpServerOptions of(ServerConfig config) {
        var options = http2(http1(config)).setHttp2ClearTextEnabled(config.h2c());
        if (config.tls() != null) {
            secure(options, config.tls());
        }
        if (config.tls() != null || config.h2c()) {
            awaitFirstWords(options, config.headerTimeout());
        }
        return options;
    }

    /** What a running server can change. */
    static ServerSSLOptions certified(TlsConfig tls) {
        var options = new HttpServerOptions();
        secure(options, tls);
        return options.getSslOptions();
    }

    private static void secure(HttpServerOptions options, TlsConfig tls) {
        var pair = new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(tls.certificates()))
                .setKeyValue(Buffer.buffer(tls.key().value()));
        options.setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setKeyCertOptions(pair);
    }

    /** Which protocol is spoken shows only when the client has spoken; until then nobody else watches over it. */
    private static void awaitFirstWords(HttpServerOptions options, Duration wait) {
        int millis = (int) Math.min(Integer.MAX_VALUE, wait.toMillis());
        options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(millis)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(millis);
    }

    private static HttpServerOptions http2(HttpServerOptions options) {
        var settings = new Http2Settings()
                .setMaxConcurrentStreams(STREAMS)
                .setMaxHeaderListSize(HEADERS)
                .setInitialWindowSize(STREAM_WINDOW);
        return options.setInitialSettings(settings)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                .setHttp2RstFloodMaxRstFramePerWindow(RESETS)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setHttp2RstFloodWindowDuration(30)
                .setHttp2MaxSmallContinuationFrames(CONTINUATIONS);
    }

    private static HttpServerOptions http1(ServerConfig config) {
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
                .setCompressionSupported(false)
                .setDecompressionSupported(false);
    }
}
