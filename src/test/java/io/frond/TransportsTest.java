package io.frond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.cli.Failure;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.transport.Transport;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportsTest {

    @Test
    void theBestThatTheMachineAllowsIsTaken() {
        var chosen = Transports.chosen(null);
        assertThat(chosen.available()).isTrue();
        assertThat(Transport.IO_URING.available()).isEqualTo(chosen == Transport.IO_URING);
    }

    @Test
    void whatIsInsistedOnIsTakenOrItIsSaidWhatThereIs() {
        assertThat(Transports.chosen("nio")).isSameAs(Transport.NIO);
        assertThatThrownBy(() -> Transports.chosen("carrier-pigeon"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("carrier-pigeon")
                .hasMessageContaining("nio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "epoll", "nio"})
    void bytesArriveOverEachThatTheMachineHas(String name) throws Exception {
        if (name.equals("io_uring") && !Transport.IO_URING.available()) {
            return;
        }
        var vertx = Transports.vertx(new VertxOptions(), name);
        try {
            var client = vertx.createHttpClient();
            var answer = vertx.createHttpServer()
                    .requestHandler(request -> request.response().end("here"))
                    .listen(0, "127.0.0.1")
                    .compose(server -> client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/"))
                    .compose(request -> {
                        var body = request.response().compose(HttpClientResponse::body);
                        return request.send().compose(sent -> body);
                    });
            assertThat(answer.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .hasToString("here");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }
}
