package io.frond.tenant;

import io.frond.config.JwtConfig;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a token says, once its signature has been found good. Types are checked: a claim of the wrong one says nothing. */
final class Claims {
    private static final String KEY = "jwt";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    /** Seconds; a year beyond ours. Larger ones would not fit into an instant. */
    private static final long LATEST = 253_402_300_799L;

    /** Of a claim that is a list, such as groups. */
    private static final int MOST_VALUES = 200;

    private final JwtConfig wanted;
    private final Set<String> carried;
    private final JsonObject claims;

    /** @param carried claims that documents may be held back by */
    Claims(JwtConfig wanted, Set<String> carried, JsonObject claims) {
        this.wanted = wanted;
        this.carried = carried;
        this.claims = claims;
    }

    /** Throws {@link Refused} where it is of another issuer, for somebody else, without an end, or for no tenant. */
    Bearer bearer() {
        if (!wanted.issuer().equals(claims.getValue("iss"))) {
            throw refused("is not from the issuer that this gateway trusts");
        }
        if (audiences().noneMatch(wanted.audiences()::contains)) {
            throw refused("is not meant for this gateway: its audience is another");
        }
        var end = moment("exp");
        if (end == null) {
            throw refused("never expires, and such tokens are not taken");
        }
        var begin = moment("nbf");
        return new Bearer(
                tenant(),
                key(),
                scopes(),
                carried(),
                begin == null ? Instant.EPOCH : begin.minus(wanted.leeway()),
                end.plus(wanted.leeway()));
    }

    private Stream<?> audiences() {
        return claims.getValue("aud") instanceof JsonArray several
                ? several.stream()
                : Stream.ofNullable(claims.getValue("aud"));
    }

    private @Nullable Instant moment(String claim) {
        var said = claims.getValue(claim);
        if (said == null) {
            return null;
        }
        if (!(said instanceof Number number) || number.longValue() < 0 || number.longValue() > LATEST) {
            throw refused("is malformed: " + claim + " must be in seconds");
        }
        return Instant.ofEpochSecond(number.longValue());
    }

    private String tenant() {
        if (!(value(wanted.claim()) instanceof String said)) {
            throw refused("does not say its tenant in the claim that this gateway looks at");
        }
        var tenant = wanted.tenants().isEmpty() ? said : wanted.tenants().get(said);
        if (tenant == null) {
            throw refused("is for no tenant of this gateway");
        }
        return tenant;
    }

    private String key() {
        var said = wanted.keyClaim() == null ? null : value(wanted.keyClaim());
        return said instanceof String name && name.matches(NAME) ? KEY + ":" + name : KEY;
    }

    /** As RFC 8693 writes them, in one text, or as a list. Words that are no scopes of Frond give nothing. */
    private Set<Scope> scopes() {
        if (wanted.scopeClaim() == null) {
            return Scope.ALL;
        }
        var said = value(wanted.scopeClaim());
        var words = said instanceof JsonArray several
                ? several.stream().map(String::valueOf)
                : Arrays.stream(said instanceof String text ? text.split(" ") : new String[0]);
        return words.flatMap(word -> Scope.named(word).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, List<String>> carried() {
        var all = new HashMap<String, List<String>>();
        for (var path : carried) {
            var said = value(path);
            var texts = (said instanceof JsonArray several ? several.stream() : Stream.ofNullable(said))
                    .flatMap(Claims::text)
                    .limit(MOST_VALUES)
                    .toList();
            if (!texts.isEmpty()) {
                all.put(path, texts);
            }
        }
        return all;
    }

    /** Objects and lists within a list say nothing. */
    private static Stream<String> text(Object said) {
        return said instanceof String || said instanceof Number || said instanceof Boolean
                ? Stream.of(said.toString())
                : Stream.empty();
    }

    /** A claim whose name has dots in it, as some issuers' have, or else one within objects. */
    private @Nullable Object value(String path) {
        var whole = claims.getValue(path);
        if (whole != null) {
            return whole;
        }
        Object at = claims;
        for (String step : List.of(path.split("\\."))) {
            at = at instanceof JsonObject object ? object.getValue(step) : null;
        }
        return at;
    }

    static Refused refused(String what) {
        return Refused.of(Reason.CALLER_AUTH, "This token " + what + ".");
    }
}
