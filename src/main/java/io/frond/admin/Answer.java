package io.frond.admin;

import io.frond.config.InvalidConfig;
import io.frond.model.Declined;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What handlers say. Errors have the shape that OpenAI's clients read; the request's id is in a header of every answer. */
final class Answer {
    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);
    private static final int FAULTY = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNFIT = 422;
    private static final int BUG = 500;

    private Answer() {}

    static void json(RoutingContext on, JsonObject body) {
        text(on, "application/json", body.encode());
    }

    static void text(RoutingContext on, String type, String body) {
        var unused = on.response().putHeader("content-type", type).end(body);
    }

    /** @param message names no secret: it says what was wrong and what would be right */
    static void error(RoutingContext on, int status, String code, String message) {
        error(on, status, code, message, new JsonObject());
    }

    /** @param more fields beside the usual four */
    static void error(RoutingContext on, int status, String code, String message, JsonObject more) {
        var error = new JsonObject()
                .put("message", message)
                .put("type", status < BUG ? "invalid_request_error" : "server_error")
                .putNull("param")
                .put("code", code)
                .mergeIn(more);
        on.response().setStatusCode(status);
        json(on, new JsonObject().put("error", error));
    }

    /** What a future failed with. */
    static void failed(RoutingContext on, Throwable why) {
        if (why instanceof Declined declined) {
            error(on, declined.status(), declined.code(), String.valueOf(declined.getMessage()));
        } else if (why instanceof InvalidConfig invalid) {
            error(on, UNFIT, "invalid_config", invalid.report(), new JsonObject().put("faults", faults(invalid)));
        } else {
            on.fail(why);
        }
    }

    private static JsonArray faults(InvalidConfig invalid) {
        var faults = new JsonArray();
        invalid.faults()
                .forEach(fault -> faults.add(new JsonObject()
                        .put("file", fault.file())
                        .put("line", fault.line())
                        .put("column", fault.column())
                        .put("path", fault.path())
                        .put("problem", fault.problem())
                        .put("meant", fault.meant())
                        .put("excerpt", fault.excerpt())));
        return faults;
    }

    /** Where a handler threw, or the router did before it came to one. */
    static void failed(RoutingContext on) {
        var why = on.failure();
        if (on.response().ended() || on.response().closed()) {
            return;
        }
        if (on.statusCode() == TOO_LARGE) {
            on.response().putHeader("connection", "close");
            error(on, TOO_LARGE, "body_too_large", "The body is larger than the admin port takes, 2 MiB.");
        } else if (why instanceof DecodeException) {
            error(on, FAULTY, "invalid_json", "The body is not a JSON object.");
        } else if (on.statusCode() == FAULTY || why instanceof HttpException) {
            error(on, FAULTY, "invalid_request", "The request's path or headers cannot be read.");
        } else {
            LOG.error("request {} failed", RequestIds.of(on), why);
            error(on, BUG, "internal_error", "Frond made a mistake; its log tells more under this request's id.");
        }
    }
}
