package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other sites: which may call, and what their browsers are told. */
@ExtendWith(VertxExtension.class)
class CorsTest {
    private static final String CHAT = "https://chat.example.org";
    private static final String PREFLIGHT = String.join(
            "\r\n",
            "OPTIONS /v1/chat/completions HTTP/1.1",
            "Host: x",
            "Origin: %s",
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: %s",
            "",
            "");

    @Test
    void aBrowserIsToldWithoutAKeyWhatItsPageMaySend(Vertx vertx) {
        try (var surface = new Surface(vertx, Surface.browsers(CHAT));
                var client = surface.client()) {
            var asked =
                    "authorization, Content-Type, x-stainless-os,X-API-Key, api-key, openai-organization, secret-door";
            var answer = client.send(PREFLIGHT.formatted(CHAT, asked)).answer();
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.headers())
                    .containsEntry("access-control-allow-origin", CHAT)
                    .containsEntry("access-control-allow-methods", "GET, HEAD, POST, DELETE")
                    .containsEntry(
                            "access-control-allow-headers",
                            "authorization, content-type, x-stainless-os, x-api-key, api-key, openai-organization")
                    .containsEntry("access-control-max-age", "600")
                    .containsEntry("vary", "Access-Control-Request-Headers, Origin")
                    .doesNotContainKeys("access-control-allow-credentials", "content-length");
            assertThat(client.chat(Surface.HELLO).answer().status())
                    .as("the connection goes on")
                    .isEqualTo(200);
        }
    }

    @Test
    void anAnswerMayBeReadWithItsHeaders(Vertx vertx) {
        try (var surface = new Surface(vertx, Surface.browsers(CHAT, "http://localhost:3000"));
                var client = surface.client()) {
            var answer =
                    client.chat(Surface.HELLO, "Origin: http://localhost:3000").answer();
            assertThat(answer.status()).isEqualTo(200);
            readable(answer, "http://localhost:3000");
            assertThat(answer.headers().get("access-control-expose-headers").split(", "))
                    .contains("x-request-id", "x-ratelimit-remaining-tokens", "retry-after", "retry-after-ms")
                    .contains("x-should-retry", "cache-status", "age", "x-frond-route", "x-frond-sources")
                    .doesNotContain("*");
        }
    }

    @Test
    void errorsAndStreamsMayBeReadToo(Vertx vertx) {
        try (var surface = new Surface(vertx, Surface.browsers(CHAT))) {
            surface.upstream = call -> {
                var tap = new Tap();
                tap.pour("data: [DONE]\n\n");
                tap.end();
                return Future.succeededFuture(Surface.streamed(tap));
            };
            var origin = "Origin: " + CHAT;
            try (var client = surface.client()) {
                readable(client.chat("{}", origin).answer(), CHAT);
                readable(
                        client.chat(Surface.HELLO, "Authorization: Bearer wrong", origin)
                                .answer(),
                        CHAT);
                readable(
                        client.send("GET /nowhere HTTP/1.1\r\nHost: x\r\n" + origin + "\r\n\r\n")
                                .answer(),
                        CHAT);
                readable(client.chat(Surface.HELLO, origin).head(), CHAT);
            }
            try (var client = surface.client()) {
                var huge = "GET / HTTP/1.1\r\nHost: x\r\n" + origin + "\r\nX-A: " + "x".repeat(40_000) + "\r\n\r\n";
                var answer = client.send(huge).answer();
                assertThat(answer.status()).isEqualTo(431);
                assertThat(answer.headers()).containsEntry("vary", "Origin");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.org",
                "https://chat.example.org.evil.org",
                "null",
                "http://chat.example.org"
            })
    void anotherSitesPageLearnsNothing(String origin, Vertx vertx) {
        try (var surface = new Surface(vertx, Surface.browsers(CHAT));
                var client = surface.client()) {
            surface.upstream = call -> Future.succeededFuture(openHanded());
            var answer = client.chat(Surface.HELLO, "Origin: " + origin).answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("vary", "accept, Origin");
            silent(answer);
            silent(client.send(PREFLIGHT.formatted(origin, "authorization")).answer());
        }
    }

    @Test
    void allPagesMayCallWhereTheConfigurationSaysSo(Vertx vertx) {
        try (var surface = new Surface(vertx, Surface.browsers("*"));
                var client = surface.client()) {
            readable(client.chat(Surface.HELLO, "Origin: https://any.example").answer(), "*");
            assertThat(client.send(PREFLIGHT.formatted("null", "authorization"))
                            .answer()
                            .headers())
                    .containsEntry("access-control-allow-origin", "*");
            silent(client.chat(Surface.HELLO).answer());
        }
    }

    @Test
    void withoutConfigurationBrowsersAreNotSpokenTo(Vertx vertx) {
        try (var surface = new Surface(vertx);
                var client = surface.client()) {
            var answer = client.chat(Surface.HELLO, "Origin: " + CHAT).answer();
            silent(answer);
            assertThat(answer.headers()).doesNotContainKey("vary");
            var preflight =
                    client.send(PREFLIGHT.formatted(CHAT, "authorization")).answer();
            silent(preflight);
            assertThat(preflight.headers())
                    .containsEntry("allow", "POST, OPTIONS")
                    .doesNotContainKey("vary");
        }
    }

    /** A provider that lets all pages in would open Frond to them. */
    private static Reply openHanded() {
        var headers = Map.of(
                "content-type", "application/json",
                "access-control-allow-origin", "*",
                "access-control-expose-headers", "x-request-id",
                "vary", "accept");
        return new Reply.Whole(
                new Head(200, headers), Buffer.buffer("{}"), Ending.succeeded(Usage.UNKNOWN, "stop"), Surface.SERVED);
    }

    private static void readable(Raw.Answer answer, String origin) {
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", origin)
                .containsEntry("vary", "Origin")
                .containsKey("access-control-expose-headers");
    }

    private static void silent(Raw.Answer answer) {
        assertThat(answer.headers().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
    }
}
