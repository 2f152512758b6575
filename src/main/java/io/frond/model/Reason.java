package io.frond.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not answered. Whose fault it is reads from the first word of the name; everything that tells
 * about it (HTTP status, OpenAI type and code, metric label) stands here and nowhere else.
 */
public enum Reason {
    CALLER_INVALID(400, "invalid_request_error", null),
    CALLER_VALUE(400, "invalid_request_error", "invalid_value"),
    CALLER_MISSING(400, "invalid_request_error", "missing_required_parameter"),
    CALLER_AUTH(401, "invalid_request_error", "invalid_api_key"),
    CALLER_EXPIRED(401, "invalid_request_error", "api_key_expired"),
    CALLER_MODEL(404, "invalid_request_error", "model_not_found"),
    CALLER_URL(404, "invalid_request_error", "unknown_url"),
    CALLER_OBJECT(404, "invalid_request_error", null),
    CALLER_METHOD(405, "invalid_request_error", "method_not_supported"),
    CALLER_SLOW(408, "invalid_request_error", "request_timeout"),
    CALLER_TOO_LARGE(413, "invalid_request_error", "request_too_large"),
    CALLER_URL_TOO_LONG(414, "invalid_request_error", "uri_too_long"),
    CALLER_MEDIA(415, "invalid_request_error", "unsupported_media_type"),
    CALLER_IDEMPOTENCY(422, "invalid_request_error", "idempotency_key_reused"),
    CALLER_HEADERS(431, "invalid_request_error", "request_headers_too_large"),
    CALLER_CANCELLED(499, "invalid_request_error", "client_closed_request"),
    POLICY_MODEL(403, "invalid_request_error", "model_not_allowed"),
    POLICY_SCOPE(403, "invalid_request_error", "missing_scope"),
    POLICY_RATE(429, "requests", "rate_limit_exceeded"),
    POLICY_TOKENS(429, "tokens", "rate_limit_exceeded"),
    POLICY_CONCURRENCY(429, "requests", "rate_limit_exceeded"),
    POLICY_BUDGET(429, "insufficient_quota", "insufficient_quota"),
    POLICY_LENGTH(400, "invalid_request_error", "max_tokens_too_large"),
    POLICY_STORAGE(403, "invalid_request_error", "storage_limit_exceeded"),
    POLICY_CACHE(504, "invalid_request_error", "not_in_cache"),
    UPSTREAM_CONNECT(502, "server_error", "bad_gateway"),
    UPSTREAM_TIMEOUT(504, "server_error", "upstream_timeout"),
    UPSTREAM_RATE(429, "requests", "rate_limit_exceeded"),
    UPSTREAM_5XX(502, "server_error", "bad_gateway"),
    UPSTREAM_AUTH(502, "server_error", "upstream_credentials"),
    UPSTREAM_PROTOCOL(502, "server_error", "bad_gateway"),
    UPSTREAM_OPEN(503, "server_error", "upstream_unavailable"),
    RETRIEVAL_FAILED(503, "server_error", "retrieval_failed"),
    RETRIEVAL_STALE(503, "server_error", "knowledge_stale"),
    KEYS_UNKNOWN(503, "server_error", "keys_unavailable"),
    STORAGE_FULL(507, "server_error", "insufficient_storage"),
    SHED(503, "server_error", "server_overloaded"),
    DRAINING(503, "server_error", "server_overloaded"),
    INTERNAL(500, "server_error", "internal_error");

    private final int status;
    private final String type;
    private final @Nullable String code;
    private final String label = name().toLowerCase(Locale.ROOT);

    Reason(int status, String type, @Nullable String code) {
        this.status = status;
        this.type = type;
        this.code = code;
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** {@code error.type} in OpenAI's shape. */
    public String type() {
        return type;
    }

    /** {@code error.code} in OpenAI's shape; null where OpenAI has none. */
    public @Nullable String code() {
        return code;
    }

    /** The closed vocabulary of logs and metrics: the name in lower case. */
    public String label() {
        return label;
    }

    /** Whether another endpoint could still answer: only faults of the one that was asked. */
    public boolean elsewhere() {
        return name().startsWith("UPSTREAM_");
    }
}
