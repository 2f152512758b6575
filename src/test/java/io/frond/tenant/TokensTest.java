package io.frond.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.config.JwtConfig;
import io.frond.model.Credential;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Scope;
import io.frond.testing.FakeClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that the test signs itself, checked against keys that a real server serves. */
class TokensTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeClock clock = new FakeClock();
    private final Issuer issuer = new Issuer(vertx);
    private Tokens tokens;

    @BeforeEach
    void open() {
        issuer.rotateTo("one");
        tokens = get(Tokens.open(vertx, wanted(), clock));
    }

    @AfterEach
    void stop() {
        get(tokens.close());
        issuer.close();
        get(vertx.close());
    }

    private JwtConfig wanted() {
        return new JwtConfig(
                "https://login.example.org",
                List.of("frond"),
                issuer.url(),
                "org.id",
                Map.of("42", "acme"),
                "azp",
                "scope",
                List.of("RS256"),
                Duration.ofSeconds(30),
                Duration.ofHours(1));
    }

    private JsonObject claims() {
        long now = clock.now().getEpochSecond();
        return new JsonObject()
                .put("iss", "https://login.example.org")
                .put("aud", new JsonArray().add("other").add("frond"))
                .put("org", new JsonObject().put("id", "42"))
                .put("azp", "batch-job")
                .put("scope", "openid chat models")
                .put("nbf", now)
                .put("exp", now + 600);
    }

    @Test
    void aGoodTokenStandsForTheTenantItsClaimIsMappedTo() {
        var bearer = get(verify(issuer.token("one", claims())));

        assertThat(bearer.tenant()).isEqualTo("acme");
        assertThat(bearer.key()).isEqualTo("jwt:batch-job");
        assertThat(bearer.scopes()).containsExactlyInAnyOrder(Scope.CHAT, Scope.MODELS);
    }

    @Test
    void claimsThatDocumentsAreHeldBackByAreCarriedAndNoOthers() {
        get(tokens.close());
        tokens = get(Tokens.open(vertx, wanted(), Set.of("team", "org.id", "groups", "level", "none"), clock));
        var said = claims().put("team", "hr")
                .put("level", 3)
                .put("groups", new JsonArray().add("a").add(new JsonObject()).add("b"))
                .put("none", new JsonObject());
        assertThat(get(verify(issuer.token("one", said))).claims())
                .isEqualTo(Map.of(
                        "team", List.of("hr"),
                        "org.id", List.of("42"),
                        "level", List.of("3"),
                        "groups", List.of("a", "b")));
    }

    @ParameterizedTest
    @CsvSource({
        "iss, \"https://evil.example\", issuer",
        "aud, \"other\", audience",
        "aud, null, audience",
        "exp, null, never expires",
        "exp, \"soon\", malformed",
        "nbf, \"soon\", malformed",
        "org, {\"id\":\"43\"}, no tenant",
        "org, \"42\", does not say its tenant",
        "nbf, 1767229200, not valid yet"
    })
    void aTokenThatSaysOtherwiseIsRefusedWithTheReason(String claim, String value, String why) {
        var changed = claims();
        changed.remove(claim);
        if (!value.equals("null")) {
            changed.put(claim, Json.decodeValue(value));
        }

        assertThat(refused(issuer.token("one", changed), Reason.CALLER_AUTH)).contains(why);
    }

    @Test
    void aTokenEndsThoughItWasFoundGoodBeforeTheLeewayOnTop() {
        var token = issuer.token("one", claims());
        get(verify(token));
        clock.advance(Duration.ofSeconds(629));
        get(verify(token));
        clock.advance(Duration.ofSeconds(1));

        assertThat(refused(token, Reason.CALLER_EXPIRED)).contains("expired");
    }

    @Test
    void whatTheIssuerDidNotSignIsRefused() throws GeneralSecurityException {
        var good = issuer.token("one", claims());
        var parts = good.split("\\.", -1);
        var none = Issuer.part(new JsonObject().put("alg", "none")) + "." + parts[1];
        var hmac = Issuer.part(new JsonObject().put("alg", "HS256").put("kid", "one")) + "." + parts[1];
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(issuer.publicKey("one"), "HmacSHA256"));
        var other = Issuer.part(claims().put("org", new JsonObject().put("id", "43")));

        for (String forged : List.of(
                none + "." + parts[2],
                hmac + "." + Issuer.part(mac.doFinal(hmac.getBytes(StandardCharsets.US_ASCII))),
                parts[0] + "." + other + "." + parts[2],
                parts[0] + "." + parts[1] + "." + parts[2].substring(4),
                "eyJhbGciOjF9.e30.AAAA")) {
            assertThat(refused(forged, Reason.CALLER_AUTH)).contains("not signed by the issuer");
        }
        assertThat(Credential.of(none + ".").token())
                .as("without a signature it is no token")
                .isNull();
    }

    @Test
    void aNewSigningKeyIsFetchedWhenATokenNamesItAndTheOldOneIsGoneThen() {
        var old = issuer.token("one", claims());
        get(verify(old));
        issuer.rotateTo("two");
        clock.advance(Tokens.PAUSE);

        get(verify(issuer.token("two", claims())));
        assertThat(refused(old, Reason.CALLER_AUTH)).contains("not signed");
        assertThat(issuer.asked).hasValue(2);
    }

    @Test
    void strangersWithUnknownKeysDoNotMakeFrondAskAgainAndAgain() {
        clock.advance(Tokens.PAUSE);
        var forged = issuer.token("one", claims())
                .replaceFirst(
                        "^[^.]*",
                        Issuer.part(new JsonObject().put("alg", "RS256").put("kid", "unknown")));
        for (int i = 0; i < 20; i++) {
            assertThat(refused(forged, Reason.CALLER_AUTH)).contains("not signed");
        }
        assertThat(issuer.asked).hasValue(2);
    }

    @Test
    void whileTheIssuerIsDownOrSendsNonsenseTheLastGoodKeysHold() {
        issuer.status = 500;
        tokens.renew();
        get(verify(issuer.token("one", claims())));
        issuer.status = 200;
        issuer.published = new JsonObject()
                .put(
                        "keys",
                        new JsonArray().add(new JsonObject().put("kty", "RSA").put("kid", "one")));
        clock.advance(Tokens.PAUSE);
        var unknown = issuer.token("one", claims())
                .replaceFirst(
                        "^[^.]*",
                        Issuer.part(new JsonObject().put("alg", "RS256").put("kid", "x")));
        assertThat(refused(unknown, Reason.CALLER_AUTH)).isNotEmpty();

        get(verify(issuer.token("one", claims().put("azp", "later"))));
    }

    @Test
    void anIssuerThatWasDownAtTheStartIsAskedAgainAndNobodyIsToldTheKeyIsWrong() {
        issuer.status = 503;
        var late = get(Tokens.open(vertx, wanted(), clock));
        var token = issuer.token("one", claims());
        assertThat(reason(late.verify(Credential.of(token)))).isEqualTo(Reason.KEYS_UNKNOWN);

        issuer.status = 200;
        clock.advance(Tokens.PAUSE);
        assertThat(get(late.verify(Credential.of(token))).tenant()).isEqualTo("acme");
        get(late.close());
    }

    private Future<Bearer> verify(String token) {
        return tokens.verify(Credential.of(token));
    }

    private String refused(String token, Reason reason) {
        var failed = failure(verify(token));
        assertThat(failed.reason()).as(failed.detail()).isEqualTo(reason);
        assertThat(failed.detail()).doesNotContain("eyJ");
        return failed.detail();
    }

    private static Reason reason(Future<Bearer> failed) {
        return failure(failed).reason();
    }

    private static Refused failure(Future<Bearer> future) {
        try {
            var good = future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            throw new AssertionError("taken as " + good);
        } catch (ExecutionException e) {
            return (Refused) Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @CanIgnoreReturnValue
    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("it did not do as it should", e);
        }
    }
}
