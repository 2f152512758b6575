package io.frond.retrieve.source;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gets pages: only from allowed hosts, at the very address that was checked, through at most five redirects of which
 * each is checked alike, and never more bytes than allowed.
 */
final class Fetching {
    private static final int REDIRECTS = 5;
    private static final int SECONDS = 30;
    private static final int CONNECT_MS = 5_000;

    private final HttpClient client;
    private final Hosts hosts;
    private final long largest;

    /** @param largest bytes of a page */
    Fetching(Vertx vertx, Hosts hosts, long largest) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setIdleTimeout(SECONDS)
                .setKeepAliveTimeout(SECONDS)
                .setDecompressionSupported(false));
        this.hosts = hosts;
        this.largest = largest;
    }

    /** What a server said of a page before, so that it need not say it again. */
    record Known(@Nullable String etag, @Nullable String lastModified) {
        static final Known NOTHING = new Known(null, null);
    }

    /** Fails with {@link Rejected}, or with whatever the network failed with. */
    Future<Fetched> get(URI url, Known known) {
        return get(url, known, REDIRECTS).timeout(SECONDS, TimeUnit.SECONDS);
    }

    Future<Void> close() {
        return client.close();
    }

    private Future<Fetched> get(URI url, Known known, int redirects) {
        var refusal = hosts.refusal(url);
        if (!refusal.isEmpty()) {
            return Future.failedFuture(new Rejected(refusal));
        }
        return hosts.address(url)
                .compose(address -> client.request(options(url, address, known)))
                .compose(request -> request.send())
                .compose(response -> answered(url, response, known, redirects));
    }

    /** The host stays in the request and in the check of the certificate. */
    private static RequestOptions options(URI url, InetAddress address, Known known) {
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(Hosts.port(url), address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(Hosts.port(url))
                .setSsl("https".equalsIgnoreCase(url.getScheme()))
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .putHeader("user-agent", "frond (knowledge)")
                .putHeader("accept-encoding", "identity");
        if (known.etag() != null) {
            options.putHeader("if-none-match", known.etag());
        }
        if (known.lastModified() != null) {
            options.putHeader("if-modified-since", known.lastModified());
        }
        return options;
    }

    private Future<Fetched> answered(URI url, HttpClientResponse response, Known known, int redirects) {
        int status = response.statusCode();
        return switch (status) {
            case 200 -> page(response);
            case 304 -> Future.succeededFuture(new Fetched.Same());
            case 404, 410 -> drop(response).map(new Fetched.Gone(status));
            case 301, 302, 303, 307, 308 ->
                drop(response).compose(done -> follow(url, response.getHeader("location"), known, redirects));
            default ->
                drop(response).compose(done -> Future.failedFuture(new Rejected("its server answers " + status)));
        };
    }

    private Future<Fetched> follow(URI url, @Nullable String location, Known known, int redirects) {
        if (location == null || redirects == 0) {
            return Future.failedFuture(new Rejected("it is redirected too often, or to nowhere"));
        }
        try {
            var next = url.resolve(location);
            boolean worse = "https".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(next.getScheme());
            return worse
                    ? Future.failedFuture(new Rejected("it is redirected from https to http"))
                    : get(next, known, redirects - 1);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new Rejected("it is redirected to something that is no URL"));
        }
    }

    /** What nobody wants to read ends with its connection. */
    private static Future<Void> drop(HttpClientResponse response) {
        response.request().connection().close();
        return Future.succeededFuture();
    }

    private Future<Fetched> page(HttpClientResponse response) {
        var encoding = response.getHeader("content-encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return drop(response)
                    .compose(done ->
                            Future.failedFuture(new Rejected("it comes packed, though it was asked for plain")));
        }
        var type = response.getHeader("content-type");
        return body(response)
                .map(body -> new Fetched.Page(
                        body,
                        type == null ? "" : type.toLowerCase(Locale.ROOT),
                        response.getHeader("etag"),
                        response.getHeader("last-modified")));
    }

    private Future<Buffer> body(HttpClientResponse response) {
        var whole = Promise.<Buffer>promise();
        var body = Buffer.buffer();
        response.handler(some -> {
                    if (body.length() + some.length() > largest) {
                        whole.tryFail(new Rejected("it is larger than " + (largest >> 20) + " MiB"));
                        response.request().connection().close();
                    } else {
                        body.appendBuffer(some);
                    }
                })
                .exceptionHandler(whole::tryFail)
                .endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }
}
