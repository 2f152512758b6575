package io.frond.http;

import io.frond.config.ServerConfig;
import io.frond.model.Ask;
import io.frond.model.CacheControl;
import io.frond.model.Fields;
import io.frond.model.Operation;
import io.frond.model.Operation.Kind;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

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

    /**
     * Fails with {@link Refused}.
     *
     * @param pathModel the model that the path names; empty where it names none
     */
    Future<Ask> read(Exchange exchange, Operation operation, String pathModel) {
        var request = exchange.request();
        var wishes = WishReader.read(request.headers());
        var type = checkMedia(request, operation.kind());
        return BodyReader.read(vertx, request, config).compose(body -> scan(body, type, operation, pathModel)
                .map(scanned -> new Ask(
                        exchange.journal().id(),
                        operation,
                        scanned.body(),
                        scanned.fields(),
                        wishes.and(scanned.cache()),
                        request::getHeader,
                        exchange.caller())));
    }

    /** Of a request whose body somebody else reads. Fails with {@link Refused}. */
    Future<Ask> unread(Exchange exchange, Operation operation) {
        var request = exchange.request();
        var wishes = WishReader.read(request.headers());
        var unused = checkMedia(request, operation.kind());
        var ask = new Ask(
                exchange.journal().id(),
                operation,
                Buffer.buffer(),
                Fields.none("", false),
                wishes,
                request::getHeader,
                exchange.caller());
        return Future.succeededFuture(ask);
    }

    private Future<Scanned> scan(Buffer body, String type, Operation operation, String pathModel) {
        if (body.length() > LARGE) {
            return workers.run(() -> scanned(body, type, operation, pathModel));
        }
        return Future.<Void>succeededFuture().map(nothing -> scanned(body, type, operation, pathModel));
    }

    private static Scanned scanned(Buffer body, String type, Operation operation, String pathModel) {
        boolean other = operation.kind() == Kind.OTHER;
        if (other && FormModel.isForm(type)) {
            return whole(body, FormModel.scan(body, type, pathModel));
        }
        if (other && (body.length() == 0 || !isJson(type))) {
            return whole(body, Fields.none(pathModel, operation.wantsEvents()));
        }
        return RequestScanner.read(body, operation.kind(), pathModel);
    }

    private static Scanned whole(Buffer body, Fields fields) {
        return new Scanned(body, fields, CacheControl.NONE);
    }

    /** The media type, empty where none is announced. What Frond reads itself must be JSON; the rest may be anything. */
    private static String checkMedia(HttpServerRequest request, Kind kind) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw media("A compressed body is not read.");
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String announced = type == null ? "" : type;
        if (kind != Kind.OTHER && !isJson(announced)) {
            throw media("The body is announced as something other than JSON.");
        }
        return announced;
    }

    private static boolean isJson(String type) {
        int parameters = type.indexOf(';');
        String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        return bare.isEmpty() || bare.toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static Refused media(String detail) {
        return Refused.of(Reason.CALLER_MEDIA, detail);
    }
}
