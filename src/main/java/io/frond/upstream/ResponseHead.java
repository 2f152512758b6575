package io.frond.upstream;

import io.frond.model.Head;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A provider's response head, as far as it concerns the client. */
final class ResponseHead {
    /** Of one connection only, or framing, or about the provider's site rather than the answer. */
    private static final Set<String> STAY = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "content-encoding",
            "set-cookie",
            "set-cookie2",
            "alt-svc",
            "strict-transport-security",
            "server",
            "date",
            "www-authenticate",
            "x-request-id");

    private ResponseHead() {}

    static Head of(HttpClientResponse response, String contentType) {
        var headers = endToEnd(response.headers());
        headers.put("content-type", contentType);
        return new Head(response.statusCode(), headers);
    }

    /** Of an answer that goes on as it arrives: events, or whatever the provider calls it. */
    static Head ofStream(HttpClientResponse response) {
        var type = response.getHeader("content-type");
        return of(
                response, isStream(response) ? "text/event-stream" : type == null ? "application/octet-stream" : type);
    }

    /** Asked for identity, it should not be there. */
    static boolean encoded(HttpClientResponse response) {
        var encoding = response.getHeader("content-encoding");
        return encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }

    static boolean isStream(HttpClientResponse response) {
        return contentType(response).startsWith("text/event-stream");
    }

    static boolean isJson(HttpClientResponse response) {
        return contentType(response).contains("json") && !contentType(response).contains("jsonl");
    }

    static String jsonType(HttpClientResponse response) {
        var type = response.getHeader("content-type");
        return type != null && contentType(response).contains("json") ? type : "application/json";
    }

    private static String contentType(HttpClientResponse response) {
        var type = response.getHeader("content-type");
        return type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
    }

    /** The headers that this connection calls its own. */
    private static Set<String> named(@Nullable String connection) {
        return connection == null || connection.equalsIgnoreCase("keep-alive")
                ? Set.of()
                : Set.copyOf(Arrays.asList(connection.toLowerCase(Locale.ROOT).split("[,\\s]+")));
    }

    private static Map<String, String> endToEnd(MultiMap received) {
        var alsoStay = named(received.get("connection"));
        var headers = new HashMap<String, String>();
        received.forEach((name, value) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!STAY.contains(lower) && !alsoStay.contains(lower)) {
                headers.merge(lower, value, (one, other) -> one + ", " + other);
            }
        });
        return headers;
    }
}
