package io.frond.tenant;

import io.frond.model.Limits;
import io.frond.model.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A key as the stores write it. Scopes that a later Frond has invented are dropped, so that a key never gains by age. */
final class IssuedKeyFormat {
    private IssuedKeyFormat() {}

    static JsonObject write(IssuedKey key) {
        var json = new JsonObject()
                .put("tenant", key.tenant())
                .put("name", key.name())
                .put("digest", key.digest())
                .put("tags", new JsonObject(new HashMap<>(key.tags())))
                .put("created", key.created().toString());
        if (!key.scopes().equals(Scope.ALL)) {
            json.put(
                    "scopes",
                    new JsonArray(
                            key.scopes().stream().sorted().map(Scope::word).toList()));
        }
        if (!key.limits().equals(Limits.NONE)) {
            json.put("limits", LimitsFormat.write(key.limits()));
        }
        if (key.expires() != null) {
            json.put("expires", key.expires().toString());
        }
        return json;
    }

    /** Throws a {@link RuntimeException} where it is no key. */
    static IssuedKey read(JsonObject json) {
        var digest = json.getString("digest");
        if (digest == null || !digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a key without a digest");
        }
        var tags = new HashMap<String, String>();
        json.getJsonObject("tags", new JsonObject())
                .forEach(tag -> tags.put(tag.getKey(), String.valueOf(tag.getValue())));
        return new IssuedKey(
                text(json, "tenant"),
                text(json, "name"),
                digest,
                scopes(json.getJsonArray("scopes")),
                json.containsKey("expires") ? Instant.parse(text(json, "expires")) : null,
                tags,
                LimitsFormat.read(json.getJsonObject("limits")),
                Instant.parse(text(json, "created")));
    }

    private static Set<Scope> scopes(@Nullable JsonArray words) {
        return words == null
                ? Scope.ALL
                : words.stream()
                        .flatMap(word -> Scope.named(String.valueOf(word)).stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static String text(JsonObject json, String name) {
        var text = json.getString(name);
        if (text == null) {
            throw new IllegalArgumentException("a key without its " + name);
        }
        return text;
    }
}
