package io.frond;

import static io.frond.testing.Client.header;
import static io.frond.testing.Client.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.cli.Failure;
import io.frond.cli.Listening;
import io.frond.cli.Setup;
import io.frond.config.ConfigFile;
import io.frond.config.HostPort;
import io.frond.config.Secret;
import io.frond.testing.Client;
import io.frond.testing.FakeProvider;
import io.frond.testing.Replies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code frond serve --backend URL}: a plain proxy in front of one provider, with no file at all. */
@ExtendWith(VertxExtension.class)
class ZeroFileTest {
    private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

    private @Nullable Wiring wiring;

    @AfterEach
    void stop() throws Exception {
        if (wiring != null) {
            within(wiring.drain());
        }
    }

    @Test
    void anyKeyAndAnyModelReachTheProviderWhoseOwnKeyIsUsed(Vertx vertx) throws Exception {
        try (var provider = FakeProvider.start(vertx, Replies.answer());
                var client = serving(vertx, provider.url(), new Secret("sk-provider"))) {
            var answer = client.ask("llama3.2", "Say hello");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(said(answer)).isNotEmpty();
            assertThat(header(answer, "x-frond-endpoint")).isEqualTo("main#1");
            var asked = provider.requests().get(0);
            assertThat(new JsonObject(asked.body()).getString("model")).isEqualTo("llama3.2");
            assertThat(asked.header("authorization")).isEqualTo("Bearer sk-provider");
        }
    }

    @Test
    void autoGoesToTheOnlyBackendAndIsListed(Vertx vertx) throws Exception {
        try (var provider = FakeProvider.start(vertx, Replies.answer());
                var client = serving(vertx, provider.url(), null)) {
            assertThat(client.ask("auto", "Say hello").statusCode()).isEqualTo(200);
            assertThat(client.get("/v1/models").body()).contains("\"main\"");
            assertThat(client.get("/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatOtherMachinesCouldReachWithoutAKeyIsNotOpened() {
        var source = source(URI.create("http://127.0.0.1:1/v1"), null, new HostPort("0.0.0.0", 0));

        assertThatThrownBy(source::read).isInstanceOf(Failure.class).hasMessageContaining("without a key");
    }

    private Client serving(Vertx vertx, URI url, @Nullable Secret key) throws Exception {
        var source = source(url, key, ANY_PORT);
        wiring = within(Wiring.start(vertx, source.read(), line -> {}, source));
        return new Client(URI.create("http://127.0.0.1:" + wiring.port()), "anything");
    }

    private static ConfigSource source(URI url, @Nullable Secret key, HostPort listen) {
        var reader = new ConfigFile(Plugins.names(), name -> null);
        return new AddressSource(reader, new Setup.Backend(url, key), new Listening(listen, ANY_PORT));
    }

    private static <T> T within(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
