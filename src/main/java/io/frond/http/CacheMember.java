package io.frond.http;

import io.frond.http.Cursor.Token;
import io.frond.model.CacheControl;
import io.frond.model.Edit;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code cache} of a request, in LiteLLM's words: what the client asks of the gateway's cache. No model
 * service hears of it.
 *
 * @param at from the first byte of its name to the last of its value
 */
record CacheMember(Span at, CacheControl control) {
    /** A hundred years: whatever is longer is no bound. */
    private static final double LONGEST = 3_155_760_000.0;

    private static final double MILLIS = 1_000;

    /** The cursor stands on the object, and goes to its end. Members that are not known ask for nothing. */
    static CacheMember read(Cursor cursor, int name) {
        var reading = new Reading(cursor);
        var control = reading.control();
        return new CacheMember(new Span(name, cursor.behind()), control);
    }

    /** Takes it out of the body, with one of the commas around it. */
    Edit removal(Buffer body) {
        int to = at.to();
        while (blank(body.getByte(to))) {
            to++;
        }
        if (body.getByte(to) == ',') {
            return gone(at.from(), to + 1);
        }
        int from = at.from() - 1;
        while (blank(body.getByte(from))) {
            from--;
        }
        return body.getByte(from) == ',' ? gone(from, at.to()) : gone(at.from(), at.to());
    }

    private static Edit gone(int from, int to) {
        return new Edit(new Span(from, to), Buffer.buffer());
    }

    private static boolean blank(byte one) {
        return one == ' ' || one == '\t' || one == '\n' || one == '\r';
    }

    private static final class Reading {
        private final Cursor cursor;
        private boolean fresh;
        private boolean unkept;
        private @Nullable Duration maxAge;
        private @Nullable Duration ttl;
        private String namespace = "";

        Reading(Cursor cursor) {
            this.cursor = cursor;
        }

        CacheControl control() {
            var seen = new HashSet<String>();
            while (cursor.nextName(seen, "cache")) {
                var name = cursor.text();
                cursor.next();
                if (cursor.at(Token.NULL)) {
                    continue;
                }
                take(name);
            }
            return new CacheControl(fresh, unkept, false, maxAge, ttl, namespace);
        }

        private void take(String name) {
            switch (name) {
                case "no-cache" -> fresh |= flag(name);
                case "no-store" -> unkept = flag(name);
                case "s-maxage", "s-max-age" -> {
                    var most = seconds(name);
                    maxAge = most;
                    fresh |= most.isZero();
                }
                case "ttl" -> ttl = seconds(name);
                case "namespace" -> namespace = text(name);
                default -> cursor.skip();
            }
        }

        private boolean flag(String name) {
            if (!cursor.atFlag()) {
                throw invalid(name, "true or false");
            }
            return cursor.at(Token.TRUE);
        }

        private Duration seconds(String name) {
            if (!cursor.at(Token.NUMBER) || cursor.number() < 0) {
                throw invalid(name, "a number of seconds, 0 or more");
            }
            return Duration.ofMillis(Math.round(Math.min(cursor.number(), LONGEST) * MILLIS));
        }

        private String text(String name) {
            if (!cursor.at(Token.STRING)) {
                throw invalid(name, "a text");
            }
            return cursor.text();
        }

        private static Refused invalid(String name, String right) {
            return Refused.of(Reason.CALLER_INVALID, "The field 'cache." + name + "' must be " + right + ".")
                    .at("cache." + name);
        }
    }
}
