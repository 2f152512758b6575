package io.frond.tenant;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Signs tokens with the JDK alone and serves the public keys over HTTP. */
final class Issuer implements AutoCloseable {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, KeyPair> keys = new LinkedHashMap<>();
    private final HttpServer server;
    final AtomicInteger asked = new AtomicInteger();
    volatile int status = 200;
    volatile JsonObject published = new JsonObject().put("keys", new JsonArray());

    Issuer(Vertx vertx) {
        server = get(vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    var unused = request.response().setStatusCode(status).end(published.toBuffer());
                })
                .listen(0, "127.0.0.1"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/keys";
    }

    /** Publishes a fresh RSA key in the place of all before it. */
    void rotateTo(String kid) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys.put(kid, generator.generateKeyPair());
            published = new JsonObject().put("keys", new JsonArray().add(jwk(kid)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private JsonObject jwk(String kid) {
        var key = (RSAPublicKey) key(kid).getPublic();
        return new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("kid", kid)
                .put("n", number(key.getModulus()))
                .put("e", number(key.getPublicExponent()));
    }

    private static String number(BigInteger number) {
        var bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    byte[] publicKey(String kid) {
        return key(kid).getPublic().getEncoded();
    }

    private KeyPair key(String kid) {
        return Objects.requireNonNull(keys.get(kid), kid);
    }

    String token(String kid, JsonObject claims) {
        var input = part(new JsonObject().put("alg", "RS256").put("kid", kid)) + "." + part(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key(kid).getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String part(JsonObject json) {
        return part(json.toBuffer().getBytes());
    }

    static String part(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    @Override
    public void close() {
        get(server.close());
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
