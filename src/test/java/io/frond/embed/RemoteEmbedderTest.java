package io.frond.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.frond.config.EmbedderConfig;
import io.frond.config.Secret;
import io.frond.testing.FakeClock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RemoteEmbedderTest {
    private static final String MODEL = "text-embedding-3-small";

    private final FakeClock clock = new FakeClock();
    private final List<JsonObject> asked = new CopyOnWriteArrayList<>();
    private final List<String> credentials = new CopyOnWriteArrayList<>();
    private final Queue<BiConsumer<HttpServerRequest, JsonObject>> faults = new ConcurrentLinkedQueue<>();
    private Vertx vertx;
    private HttpServer server;
    private Embedder embedder;

    @BeforeEach
    void begin(Vertx vertx) throws Exception {
        this.vertx = vertx;
        server = vertx.createHttpServer().requestHandler(this::serve);
        var unused = await(server.listen(0, "127.0.0.1"));
        embedder = new RemoteEmbedder(vertx, config(4, false), clock);
    }

    @AfterEach
    void end() {
        embedder.close();
    }

    private EmbedderConfig config(int dimensions, boolean shorten) {
        var url = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
        return new EmbedderConfig(
                "mine", url, new Secret("sk-embed"), MODEL, dimensions, shorten, 3, Duration.ofSeconds(2));
    }

    private void serve(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var json = body.toJsonObject();
            asked.add(json);
            credentials.add(request.method() + " " + request.path() + " " + request.getHeader("authorization"));
            var fault = faults.poll();
            if (fault == null) {
                answer(request, json);
            } else {
                fault.accept(request, json);
            }
        });
    }

    /** Vectors that tell the text, not of unit length; out of order, as the protocol allows. */
    private static void answer(HttpServerRequest request, JsonObject json) {
        var data = new JsonArray();
        var input = json.getJsonArray("input");
        for (int i = input.size() - 1; i >= 0; i--) {
            int length = input.getString(i).length();
            data.add(new JsonObject().put("index", i).put("embedding", new JsonArray(List.of(length, 3, 0, 0.5))));
        }
        var unused = request.response().end(new JsonObject().put("data", data).encode());
    }

    @Test
    void oneVectorOfUnitLengthPerTextInOrder() throws Exception {
        var vectors = embed("a", "four");
        assertThat(vectors).hasSize(2);
        assertThat(vectors.get(0)[0]).isCloseTo(0.312f, within(0.001f));
        assertThat(vectors.get(1)[0]).isCloseTo(0.796f, within(0.001f));
        for (float[] vector : vectors) {
            assertThat(EveryEmbedder.dot(vector, vector)).isCloseTo(1, within(1e-5));
        }
        assertThat(credentials).containsExactly("POST /v1/embeddings Bearer sk-embed");
        assertThat(asked.getFirst().getString("model")).isEqualTo(MODEL);
        assertThat(asked.getFirst().containsKey("dimensions")).isFalse();
    }

    @Test
    void manyTextsGoInBatches() throws Exception {
        assertThat(embed("1", "22", "333", "4444", "55555", "666666", "7777777"))
                .hasSize(7);
        assertThat(asked).extracting(json -> json.getJsonArray("input").size()).containsExactly(3, 3, 1);
        assertThat(embed()).isEmpty();
    }

    @Test
    void shorterVectorsAreAskedForWhereWished() throws Exception {
        embedder.close();
        embedder = new RemoteEmbedder(vertx, config(4, true), clock);
        assertThat(embed("a")).hasSize(1);
        assertThat(asked.getFirst().getInteger("dimensions")).isEqualTo(4);
    }

    @Test
    void whatFailsForAPassingReasonIsTriedAgain() throws Exception {
        faults.add((request, json) -> fail(request, 503));
        faults.add((request, json) -> request.connection().close());
        assertThat(embed("a")).hasSize(1);
        assertThat(asked).hasSize(3);
    }

    @Test
    void whatWouldFailAgainIsNotTriedAgain() {
        faults.add((request, json) -> fail(request, 401));
        assertThatThrownBy(() -> embed("a")).hasMessageContaining("The embedder mine answers with status 401");
        faults.add((request, json) -> fail(request, 400));
        assertThatThrownBy(() -> embed("a")).hasMessageContaining("400");
        assertThat(asked).hasSize(2);
    }

    @Test
    void vectorsOfAnotherSizeAreRefusedWithWhatWouldBeRight() {
        embedder.close();
        embedder = new RemoteEmbedder(vertx, config(768, false), clock);
        assertThatThrownBy(() -> embed("a")).hasMessageContaining("of 4 dimensions; the configuration says 768");
    }

    @Test
    void anAnswerThatIsNoneIsAFailure() {
        for (var nonsense : List.of("", "<html>", "{}", "{\"data\":[]}", "{\"data\":[{\"embedding\":\"x\"}]}")) {
            faults.add((request, json) -> {
                var unused = request.response().end(nonsense);
            });
            assertThatThrownBy(() -> embed("a")).as(nonsense).hasMessageContaining("does not answer with one vector");
        }
    }

    @Test
    void aServiceThatIsDownIsLeftAloneForAWhile() throws Exception {
        for (int i = 0; i < 5; i++) {
            faults.add((request, json) -> fail(request, 500));
        }
        assertThatThrownBy(() -> embed("a")).hasMessageContaining("500");
        assertThatThrownBy(() -> embed("a")).hasMessageContaining("asked again shortly");
        assertThatThrownBy(() -> embed("a")).hasMessageContaining("asked again shortly");
        assertThat(asked).hasSize(5);

        clock.advance(Duration.ofSeconds(1));
        assertThat(embed("a")).hasSize(1);
    }

    @Test
    void aMemoAsksOnceForOneText() throws Exception {
        embedder = new Memo(embedder);
        var first = embed("a").getFirst();
        assertThat(embed("a").getFirst()).isSameAs(first);
        assertThat(embed("b").getFirst()).isNotSameAs(first);
        assertThat(embed("a", "b")).hasSize(2);
        assertThat(asked).hasSize(3);
    }

    private static void fail(HttpServerRequest request, int status) {
        var unused = request.response().setStatusCode(status).end("{\"error\":{\"message\":\"secret\"}}");
    }

    private List<float[]> embed(String... texts) throws Exception {
        return await(embedder.embed(new ArrayList<>(List.of(texts))));
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
