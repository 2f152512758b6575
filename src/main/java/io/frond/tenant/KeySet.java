package io.frond.tenant;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.NoSuchKeyIdException;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An issuer's public keys at one time. Says of a token whether one of them has signed it; what the token says is
 * somebody else's to judge.
 *
 * <p>Only asymmetric keys are taken from the set, whatever else it holds: with a symmetric one, or a public key taken
 * for one, whoever can read the set could sign. A set without a key is none: the library would take it for a wish to
 * have no signatures.
 */
final class KeySet {
    private static final Set<String> ASYMMETRIC = Set.of("RSA", "EC", "OKP");
    private static final Map<String, String> CURVES =
            Map.of("P-256", "ES256", "P-384", "ES384", "P-521", "ES512", "Ed25519", "EdDSA");

    private final JWTAuth library;
    private final Set<String> algorithms;

    private KeySet(JWTAuth library, Set<String> algorithms) {
        this.library = library;
        this.algorithms = algorithms;
    }

    /**
     * Blocks for some milliseconds. Throws a {@link RuntimeException} where the text is no set of keys, or holds none
     * for these algorithms.
     */
    static KeySet of(Vertx vertx, String jwks, List<String> algorithms) {
        var options = new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
        var usable = new ArrayList<JsonObject>();
        for (Object each : new JsonObject(jwks).getJsonArray("keys", new JsonArray())) {
            if (each instanceof JsonObject key && ASYMMETRIC.contains(key.getString("kty", ""))) {
                usable.addAll(variants(key, algorithms));
            }
        }
        if (usable.isEmpty()) {
            throw new IllegalArgumentException("there is no key for " + String.join(", ", algorithms) + " in it");
        }
        usable.forEach(options::addJwk);
        var set = new KeySet(JWTAuth.create(vertx, options), Set.copyOf(algorithms));
        if (usable.stream().noneMatch(set::knows)) {
            throw new IllegalArgumentException("no key in it can be read");
        }
        return set;
    }

    /**
     * Whether the library took the key: it passes over those that it cannot read. The signature is checked in vain for
     * this, so that the classes for it are loaded before a request needs them.
     */
    private boolean knows(JsonObject key) {
        var header = new JsonObject().put("alg", key.getString("alg")).put("kid", key.getValue("kid"));
        var vain = verified(part(header) + "." + part(new JsonObject()) + "." + part(header))
                .cause();
        return !(vain instanceof NoSuchKeyIdException) && !(vain instanceof IllegalStateException);
    }

    private static String part(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toBuffer().getBytes());
    }

    /** A key that does not say its algorithm is good for all that its type allows. */
    private static List<JsonObject> variants(JsonObject key, List<String> algorithms) {
        var own = key.getString("alg", CURVES.get(key.getString("crv", "")));
        return algorithms.stream()
                .filter(algorithm ->
                        own == null ? algorithm.startsWith("RS") || algorithm.startsWith("PS") : algorithm.equals(own))
                .map(algorithm -> key.copy().put("alg", algorithm))
                .toList();
    }

    /**
     * The token's claims. Fails with {@link NoSuchKeyIdException} where it names a key that is not in
     * the set, with anything else where no key of the set has signed it.
     */
    Future<JsonObject> verified(String token) {
        try {
            var header = new String(
                    Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8);
            if (!algorithms.contains(new JsonObject(header).getString("alg", ""))) {
                return Future.failedFuture("an algorithm that is not taken");
            }
            return library.authenticate(new TokenCredentials(token))
                    .map(user -> user.attributes().getJsonObject("accessToken"));
        } catch (RuntimeException malformed) {
            return Future.failedFuture(malformed);
        }
    }
}
