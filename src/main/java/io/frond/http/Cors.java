package io.frond.http;

import static java.util.stream.Collectors.joining;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers which pages of other sites may call Frond and read its answers (Fetch standard, CORS protocol). Cookies
 * play no part: a page proves itself with a key, like everybody. Thread-safe.
 */
final class Cors {
    private static final String ANY = "*";
    private static final String METHODS = "GET, HEAD, POST, DELETE";
    private static final String SECONDS_OF_PERMISSION = "600";

    private static final Set<String> HEADERS = Set.of(
            "authorization",
            "content-type",
            "api-key",
            "accept",
            "cache-control",
            "idempotency-key",
            "traceparent",
            "tracestate");

    /** {@code x-api-key}, {@code x-stainless-*}, {@code OpenAI-Organization} and their like. */
    private static final List<String> FAMILIES = List.of("x-", "openai-", "anthropic-");

    /** What a page may read of an answer, beyond the few that browsers always show. */
    private static final String EXPOSED = String.join(
            ", ",
            "x-request-id",
            "openai-processing-ms",
            "openai-version",
            "openai-model",
            "x-ratelimit-limit-requests",
            "x-ratelimit-limit-tokens",
            "x-ratelimit-remaining-requests",
            "x-ratelimit-remaining-tokens",
            "x-ratelimit-reset-requests",
            "x-ratelimit-reset-tokens",
            "retry-after",
            "retry-after-ms",
            "x-should-retry",
            "cache-status",
            "age",
            "x-frond-attempts",
            "x-frond-cost-usd",
            "x-frond-fallback",
            "x-frond-model",
            "x-frond-decision",
            "x-frond-endpoint",
            "x-frond-explain",
            "x-frond-priority",
            "x-frond-route",
            "x-frond-sources",
            "x-frond-as-of",
            "x-frond-stale");

    private final Set<String> origins;

    /** @param origins in lower case; {@link #ANY} for all, empty for none */
    Cors(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** Has the headers put on whatever the request is answered. */
    void accompany(HttpServerRequest request) {
        if (!origins.isEmpty()) {
            var headers = request.response().headers();
            request.response().headersEndHandler(complete -> put(request.getHeader(HttpHeaders.ORIGIN), headers));
        }
    }

    /** Whether a browser asks, for a page that may, what it may send. Such a question comes without a key. */
    boolean preflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null
                && allowed(request.getHeader(HttpHeaders.ORIGIN));
    }

    /** The answer to a preflight. */
    Map<String, String> permission(HttpServerRequest request) {
        String asked = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        return Map.of(
                "access-control-allow-methods",
                METHODS,
                "access-control-allow-headers",
                asked == null ? "" : permitted(asked),
                "access-control-max-age",
                SECONDS_OF_PERMISSION,
                "vary",
                "Access-Control-Request-Headers");
    }

    private static String permitted(String asked) {
        return Arrays.stream(asked.split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> HEADERS.contains(name) || FAMILIES.stream().anyMatch(name::startsWith))
                .filter(ReplyHeaders::isName)
                .collect(joining(", "));
    }

    private void put(@Nullable String origin, MultiMap headers) {
        String vary = headers.get(HttpHeaders.VARY);
        headers.set(HttpHeaders.VARY, vary == null ? "Origin" : vary + ", Origin");
        if (origin != null && allowed(origin)) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origins.contains(ANY) ? ANY : origin);
            headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }

    private boolean allowed(@Nullable String origin) {
        return origin != null && (origins.contains(ANY) || origins.contains(origin.toLowerCase(Locale.ROOT)));
    }
}
