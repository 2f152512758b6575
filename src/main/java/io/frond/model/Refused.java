package io.frond.model;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which a step says no: a reason and a sentence for the person who reads it. It is a value that
 * travels as a failure, so it has no stack. The sentence never holds a key, a prompt, an upstream's address or path.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String detail;
    private final transient @Nullable Duration retryAfter;
    private final transient @Nullable String param;
    private final transient Map<String, String> headers;
    private final transient @Nullable Served served;

    private Refused(
            Reason reason,
            String detail,
            @Nullable String param,
            @Nullable Duration retryAfter,
            Map<String, String> headers,
            @Nullable Served served) {
        super(reason.label() + ": " + detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
        this.param = param;
        this.retryAfter = retryAfter;
        this.headers = Map.copyOf(headers);
        this.served = served;
    }

    public static Refused of(Reason reason, String detail) {
        return new Refused(reason, detail, null, null, Map.of(), null);
    }

    /** The same, naming the request's field that is at fault ({@code error.param}). */
    public Refused at(String param) {
        return new Refused(reason, detail, param, retryAfter, headers, served);
    }

    /** The same, with the time after which a new try is worth it. */
    public Refused after(Duration wait) {
        return new Refused(reason, detail, param, wait, headers, served);
    }

    /** The same, with headers for the answer. */
    public Refused with(Map<String, String> more) {
        return new Refused(reason, detail, param, retryAfter, more, served);
    }

    /** The same, telling which endpoint failed last and how many were tried. */
    public Refused by(Served last) {
        return new Refused(reason, detail, param, retryAfter, headers, last);
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return detail;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public @Nullable String param() {
        return param;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public @Nullable Served served() {
        return served;
    }
}
