package io.frond.http;

import io.frond.config.ServerConfig;
import io.frond.model.Ask;
import io.frond.model.Fields;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes an {@link Ask} of a request whose caller may be heard: what kind of body, the body, the fields in it. */
final class AskReader {
    /** A larger body takes the event loop longer than other requests should wait. */
    private static final int LARGE = 256 * 1024;

    private final Vertx vertx;
    private final ServerConfig config;
    private final Workers workers;

    AskReader(Vertx vertx, ServerConfig config, Workers workers) {
        this.vertx = vertx;
        this.config = config;
        this.workers = workers;
    }

    /** Fails with {@link Refused}. */
    Future<Ask> read(Exchange exchange) {
        var request = exchange.request();
        var wishes = WishReader.read(request.headers());
        checkMedia(request);
        return BodyReader.read(vertx, request, config).compose(body -> scan(body)
                .map(fields ->
                        new Ask(exchange.journal().id(), body, fields, wishes, request::getHeader, exchange.caller())));
    }

    private Future<Fields> scan(Buffer body) {
        if (body.length() > LARGE) {
            return workers.run(() -> RequestScanner.scan(body));
        }
        return Future.<Void>succeededFuture().map(nothing -> RequestScanner.scan(body));
    }

    private static void checkMedia(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw media("A compressed body is not read.");
        }
        if (!json(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            throw media("The body is announced as something other than JSON.");
        }
    }

    private static boolean json(@Nullable String type) {
        if (type == null || type.isBlank()) {
            return true;
        }
        int parameters = type.indexOf(';');
        String bare = parameters < 0 ? type : type.substring(0, parameters);
        return bare.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static Refused media(String detail) {
        return Refused.of(Reason.CALLER_MEDIA, detail);
    }
}
