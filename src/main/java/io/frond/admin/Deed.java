package io.frond.admin;

import io.frond.observe.Redaction;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Set;

/** What an operator does, from the request to the line in the audit log. */
final class Deed {
    private static final String DETAIL = "io.frond.deed";
    private static final int LONGEST = 300;
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Audit audit;
    private final String who;

    Deed(Audit audit, String who) {
        this.audit = audit;
        this.who = who;
    }

    /** Writes the line once the request has been answered, or its caller has left. */
    void follow(RoutingContext on) {
        var method = on.request().method();
        if (!READING.contains(method)) {
            on.put(DETAIL, "");
            on.addEndHandler(ended -> write(on));
        }
        on.next();
    }

    /** The request changes nothing, whatever its method: no line. */
    static void none(RoutingContext on) {
        Object unused = on.remove(DETAIL);
    }

    /** Tells more than method and path do. Names, versions and numbers; no secret, no prompt. */
    static void tell(RoutingContext on, String detail) {
        on.put(DETAIL, detail);
    }

    private void write(RoutingContext on) {
        String detail = on.get(DETAIL);
        if (detail != null) {
            audit.write(line(on, who, detail, on.response().getStatusCode()));
        }
    }

    static Audit.Line line(RoutingContext on, String who, String detail, int status) {
        var from = on.request().remoteAddress();
        return new Audit.Line(
                RequestIds.of(on),
                who,
                from == null ? "" : Objects.requireNonNullElse(from.hostAddress(), ""),
                shown(on.request().method() + " " + on.request().path()),
                shown(detail),
                status);
    }

    private static String shown(String text) {
        return Redaction.of(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
    }
}
