package io.frond.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FakeProviderTest {

    @Test
    void playsItsScriptsInOrderAndKeepsTheLast(Vertx vertx) throws Exception {
        try (var provider = FakeProvider.start(vertx, Replies.json(500, "{}"), Replies.answer())) {
            var client = vertx.createHttpClient();
            assertThat(ask(client, provider)).isEqualTo("500 {}");
            assertThat(ask(client, provider)).isEqualTo("200 " + Replies.ANSWER);
            assertThat(ask(client, provider)).isEqualTo("200 " + Replies.ANSWER);
            assertThat(provider.requests()).hasSize(3);
            assertThat(provider.requests().get(0).line()).isEqualTo("POST /v1/x");
            assertThat(provider.requests().get(0).header("Content-Length")).isEqualTo("4");
            assertThat(provider.requests().get(2).body()).hasToString("body");
        }
    }

    @Test
    void cutsAConnectionOff(Vertx vertx) {
        try (var provider = FakeProvider.start(vertx, Replies.cut())) {
            assertThatThrownBy(() -> ask(vertx.createHttpClient(), provider)).isInstanceOf(ExecutionException.class);
            assertThat(provider.exchange().closed().toCompletionStage().toCompletableFuture())
                    .succeedsWithin(java.time.Duration.ofSeconds(5));
        }
    }

    private static String ask(HttpClient client, FakeProvider provider) throws Exception {
        return client.request(HttpMethod.POST, provider.url().getPort(), "127.0.0.1", "/v1/x")
                .compose(request -> {
                    var answer = request.response()
                            .compose(response -> response.body().map(body -> response.statusCode() + " " + body));
                    return request.send(Buffer.buffer("body")).compose(sent -> answer);
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }
}
