package io.frond.admin;

import io.frond.config.InvalidConfig;
import io.frond.config.LimitsText;
import io.frond.config.TenantConfig;
import io.frond.model.Declined;
import io.frond.model.Limits;
import io.frond.model.Scope;
import io.frond.tenant.KeyOffice;
import io.frond.tenant.KeyOffice.Listed;
import io.frond.tenant.KeyWish;
import io.frond.tenant.LimitsFormat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tenants and their keys: listed, made, revoked. A key is in one answer only, that to its making. */
public final class KeyRoutes implements Routes {
    private static final String KEYS = "/admin/v1/keys";
    private static final Set<String> FIELDS =
            Set.of("tenant", "name", "scopes", "expires", "tags", "limits", "overlap_seconds");
    private static final int MOST_SECONDS = 366 * 24 * 3600;

    private final KeyOffice office;

    public KeyRoutes(KeyOffice office) {
        this.office = office;
    }

    @Override
    public void mount(Router router) {
        router.get("/admin/v1/tenants").handler(this::tenants);
        router.get(KEYS).handler(this::keys);
        router.post(KEYS).handler(this::make);
        router.delete(KEYS + "/:id").handler(this::revoke);
    }

    private void tenants(RoutingContext on) {
        var listed = office.listed();
        var all = new JsonArray();
        office.tenants()
                .forEach(tenant -> all.add(told(
                        tenant,
                        listed.stream()
                                .filter(key -> key.tenant().equals(tenant.name()))
                                .count())));
        Answer.json(on, new JsonObject().put("tenants", all));
    }

    private static JsonObject told(TenantConfig tenant, long keys) {
        return new JsonObject()
                .put("name", tenant.name())
                .put("keys", keys)
                .put("routes", new JsonArray(tenant.routes()))
                .put("models", new JsonArray(tenant.models()))
                .put("choose_route", tenant.chooses());
    }

    private void keys(RoutingContext on) {
        var tenant = on.request().getParam("tenant");
        var all = new JsonArray();
        office.listed().stream()
                .filter(key -> tenant == null || key.tenant().equals(tenant))
                .forEach(key -> all.add(told(key)));
        Answer.json(on, new JsonObject().put("keys", all));
    }

    private static JsonObject told(Listed key) {
        var json = new JsonObject()
                .put("id", key.id())
                .put("tenant", key.tenant())
                .put("name", key.name())
                .put("source", key.configured() ? "config" : "runtime")
                .put(
                        "scopes",
                        new JsonArray(
                                key.scopes().stream().sorted().map(Scope::word).toList()))
                .put("expired", key.expired())
                .put("tags", new JsonObject(new HashMap<>(key.tags())));
        if (!key.limits().equals(Limits.NONE)) {
            json.put("limits", LimitsFormat.write(key.limits()));
        }
        if (key.expires() != null) {
            json.put("expires", key.expires().toString());
        }
        if (key.created() != null) {
            json.put("created", key.created().toString());
        }
        return json;
    }

    private void make(RoutingContext on) {
        KeyWish wish;
        try {
            wish = wish(on.body().asJsonObject());
        } catch (Declined faulty) {
            Answer.failed(on, faulty);
            return;
        }
        office.make(wish).onFailure(why -> Answer.failed(on, why)).onSuccess(made -> {
            on.response().setStatusCode(201);
            Deed.tell(on, named(made.listed()));
            Answer.json(on, told(made.listed()).put("key", made.key()));
        });
    }

    private void revoke(RoutingContext on) {
        office.revoke(on.pathParam("id"))
                .onFailure(why -> Answer.failed(on, why))
                .onSuccess(key -> {
                    Deed.tell(on, named(key));
                    Answer.json(on, told(key).put("revoked", true));
                });
    }

    private static String named(Listed key) {
        return "key " + key.id() + " " + key.tenant() + "/" + key.name();
    }

    /** Strict: a field that is misspelt must not give a key more than was meant. */
    private static KeyWish wish(@Nullable JsonObject body) {
        if (body == null) {
            throw unreadable("The body must be a JSON object with tenant and name.");
        }
        body.fieldNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw unreadable("There is no such field; known are "
                            + String.join(", ", FIELDS.stream().sorted().toList()) + ".");
                });
        var expires = body.getValue("expires");
        return new KeyWish(
                text(body, "tenant"),
                text(body, "name"),
                scopes(body),
                expires == null ? null : moment(expires),
                tags(body),
                limits(body),
                overlap(body.getValue("overlap_seconds")));
    }

    private static Declined unreadable(String what) {
        return new Declined(422, "invalid_key", what);
    }

    private static String text(JsonObject body, String field) {
        if (body.getValue(field) instanceof String text) {
            return text;
        }
        throw unreadable(field + ": a text is needed.");
    }

    private static Set<Scope> scopes(JsonObject body) {
        if (!body.containsKey("scopes")) {
            return Scope.ALL;
        }
        if (!(body.getValue("scopes") instanceof JsonArray words)) {
            throw unreadable("scopes: a list of texts is needed.");
        }
        var scopes = new HashSet<Scope>();
        words.forEach(word -> scopes.add(Scope.named(String.valueOf(word))
                .orElseThrow(() -> unreadable("scopes: each is one of " + String.join(", ", Scope.words()) + "."))));
        return scopes;
    }

    private static Instant moment(Object written) {
        try {
            return OffsetDateTime.parse(String.valueOf(written)).toInstant();
        } catch (DateTimeException e) {
            throw unreadable("expires: a moment such as 2026-12-31T00:00:00Z is needed.");
        }
    }

    private static Map<String, String> tags(JsonObject body) {
        var tags = new HashMap<String, String>();
        if (!(body.getValue("tags", new JsonObject()) instanceof JsonObject written)) {
            throw unreadable("tags: an object of texts is needed.");
        }
        written.forEach(tag -> {
            if (!(tag.getValue() instanceof String text)) {
                throw unreadable("tags: an object of texts is needed.");
            }
            tags.put(tag.getKey(), text);
        });
        return tags;
    }

    private static Limits limits(JsonObject body) {
        if (!(body.getValue("limits", new JsonObject()) instanceof JsonObject written)) {
            throw unreadable("limits: an object is needed, such as {\"rpm\": 60}.");
        }
        try {
            return LimitsText.read(written.encode());
        } catch (InvalidConfig faulty) {
            var first = faulty.faults().get(0);
            var meant = first.meant() == null ? "." : ". Did you mean " + first.meant() + "?";
            throw unreadable(first.path() + ": " + first.problem() + meant);
        }
    }

    private static @Nullable Duration overlap(@Nullable Object seconds) {
        if (seconds == null) {
            return null;
        }
        if (seconds instanceof Integer whole && whole >= 0 && whole <= MOST_SECONDS) {
            return Duration.ofSeconds(whole);
        }
        throw unreadable("overlap_seconds: a whole number from 0 to " + MOST_SECONDS + " is needed.");
    }
}
