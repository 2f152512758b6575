package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ModelsTest {
    private Surface surface;

    @BeforeEach
    void open(Vertx vertx) {
        surface = new Surface(vertx);
    }

    @AfterEach
    void close() {
        surface.close();
    }

    @Test
    void theListHoldsAutoThenRoutesThenBackends() {
        try (var client = surface.client()) {
            for (String path : new String[] {"/v1/models", "/models", "/v1/models/"}) {
                var list = new JsonObject(client.get(path).answer().body());
                assertThat(list.getString("object")).isEqualTo("list");
                assertThat(ids(list.getJsonArray("data")))
                        .containsExactly("auto", "contracts", "policy", "main", "org/llama");
                assertThat(list.getJsonArray("data").getJsonObject(0).fieldNames())
                        .containsExactly("id", "object", "created", "owned_by");
            }
        }
    }

    @Test
    void oneModelIsFoundByItsNameWithItsSlashWrittenEitherWay() {
        try (var client = surface.client()) {
            for (String path : new String[] {"/v1/models/org%2Fllama", "/models/org%2fllama", "/v1/models/org/llama"}) {
                var answer = client.get(path).answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(new JsonObject(answer.body()).getString("id")).isEqualTo("org/llama");
            }
        }
    }

    @Test
    void aMistypedModelIsToldTheNearestNames() {
        try (var client = surface.client()) {
            var answer = client.get("/v1/models/contract").answer();
            assertThat(answer.status()).isEqualTo(404);
            var error = new JsonObject(answer.body()).getJsonObject("error");
            assertThat(error.getString("code")).isEqualTo("model_not_found");
            assertThat(error.getString("message")).contains("Did you mean 'contracts'?");
            assertThat(client.get("/v1/models/somethingelse").answer().body()).doesNotContain("Did you mean");
        }
    }

    @Test
    void headIsGetWithoutItsBodyAndOptionsNamesTheMethods() {
        try (var client = surface.client()) {
            client.send("HEAD /v1/models HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Surface.KEY + "\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(200);
            client.send("OPTIONS /v1/models HTTP/1.1\r\nHost: x\r\n\r\n");
            var options = client.head();
            assertThat(options.status()).isEqualTo(204);
            assertThat(options.headers()).containsEntry("allow", "GET, HEAD, OPTIONS");
            client.send("GET /v1/chat/completions HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().headers()).containsEntry("allow", "POST, OPTIONS");
        }
    }

    @Test
    void healthNeedsNoKeyAndReadinessFollowsTheProgram() {
        try (var client = surface.client()) {
            assertThat(client.send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
            assertThat(client.send("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
            surface.ready = false;
            for (String path : new String[] {"/readyz", "/healthz"}) {
                var answer = client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .answer();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).isEqualTo("{\"status\":\"not ready\"}");
            }
            assertThat(client.send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
            assertThat(client.chat(Surface.HELLO).answer().status()).isEqualTo(200);
        }
    }

    private static String[] ids(JsonArray data) {
        return data.stream()
                .map(JsonObject.class::cast)
                .map(model -> model.getString("id"))
                .toArray(String[]::new);
    }
}
