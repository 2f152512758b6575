package io.frond;

import static io.frond.testing.FileClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.FakeProvider;
import io.frond.testing.FileClient;
import io.frond.testing.Replies;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool {@code file_search} of Responses, over stores of Frond's own. */
class FileSearchTest {
    private static final String BODY = """
            {"model":"main", "temperature":1.00,"tools":[{"type":"function","name":"f"},%s],"input":"May I return a jacket?","store":false}""";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final FakeProvider provider = FakeProvider.start(vertx, exchange -> {
        sent.add(exchange.request().body().toString());
        Replies.answer().play(exchange);
    });
    private FilesSetting setting;
    private FileClient acme;
    private String store;
    private String file;

    @BeforeEach
    void start() {
        setting = FilesSetting.before(provider.url(), folder.resolve("files"));
        acme = setting.acme;
        store = acme.store();
        file = acme.upload("returns.md", "Every jacket may be returned within thirty days.");
        acme.attach(store, file, new JsonObject("{\"attributes\":{\"region\":\"eu\"}}"));
    }

    @AfterEach
    void stop() throws Exception {
        setting.close();
        provider.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String tool(String store, String more) {
        return "{\"type\":\"file_search\",\"vector_store_ids\":[\"" + store + "\"]" + more + "}";
    }

    @Test
    void passagesOfAnOwnStoreAreWovenInAndTheToolIsTakenOut() {
        var answer = acme.raw("/v1/responses", BODY.formatted(tool(store, ",\"max_num_results\":3")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-frond-sources")).hasValue(file + "/returns.md");
        assertThat(sent).hasSize(1);
        var body = new JsonObject(sent.getFirst());
        assertThat(body.getString("input")).contains("within thirty days").endsWith("May I return a jacket?");
        assertThat(sent.getFirst())
                .as("all else is as it was written")
                .startsWith(
                        "{\"model\":\"main\", \"temperature\":1.00,\"tools\":[{\"type\":\"function\",\"name\":\"f\"}],\"input\":\"")
                .endsWith("\",\"store\":false}");
    }

    @Test
    void whereNoToolIsLeftNothingIsSaidOfTools() {
        var body = "{\"model\":\"main\",\"tool_choice\":{\"type\":\"file_search\"},\"input\":\"a jacket?\",\"tools\":["
                + tool(store, "") + "]}";
        var answer = acme.raw("/v1/responses", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(new JsonObject(sent.getFirst()).fieldNames()).containsExactlyInAnyOrder("model", "input");
    }

    @Test
    void filtersOfTheToolHold() {
        var filter = ",\"filters\":{\"type\":\"eq\",\"key\":\"region\",\"value\":\"us\"}";
        var answer = acme.raw("/v1/responses", BODY.formatted(tool(store, filter)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(sent.getFirst()).getString("input")).isEqualTo("May I return a jacket?");
        error(400, acme.raw("/v1/responses", BODY.formatted(tool(store, filter.replace("eq", "like")))));
    }

    @Test
    void storesThatAreNotTheTenantsAreTheBackendsAffair() {
        var body = BODY.formatted(tool(store, ""));
        var answer = setting.globex.raw("/v1/responses", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(sent).containsExactly(body);
    }

    @Test
    void aKeyThatMayNotReadFilesMayNotSearchThemEither() {
        try (var chat = setting.as("sk-chat")) {
            var answer = chat.raw("/v1/responses", BODY.formatted(tool(store, "")));

            assertThat(error(403, answer).getString("code")).isEqualTo("missing_scope");
        }
    }
}
