package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operators' port answers as its document says, and says nothing that is not there. */
class OpenApiTest {
    private static final String YAML = """
            backends: { main: { url: "http://127.0.0.1:9/v1" } }
            routes: { talk: { to: main } }
            """;
    private static final String JSON = "application/json";

    /** Body of each call that changes or takes something; what only reads needs none. */
    private static final Map<String, String> BODIES = Map.of("validate", YAML, "diff", YAML, "load", YAML);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private RunningFile frond;
    private JsonObject document;
    private OpenAPIContract contract;
    private ResponseValidator validator;

    @BeforeEach
    void start() {
        frond = RunningFile.of(folder.resolve("frond.yaml"), YAML);
        document = new JsonObject(frond.ask("GET", "/admin/v1/openapi.json", "").body());
        contract = RunningFile.within(OpenAPIContract.from(vertx, jsonOnly(document)));
        validator = ResponseValidator.create(vertx, contract);
    }

    @AfterEach
    void stop() {
        frond.close();
        RunningFile.within(vertx.close());
    }

    /** The library checks JSON; of other texts the type is compared here. */
    private static JsonObject jsonOnly(JsonObject document) {
        var copy = document.copy();
        strip(copy);
        var unused = copy.getJsonObject("components").remove("requestBodies");
        return copy;
    }

    private static void strip(JsonObject tree) {
        tree.remove("requestBody");
        var content = tree.getValue("content");
        if (content instanceof JsonObject types && !types.containsKey(JSON)) {
            var unused = tree.remove("content");
        }
        tree.forEach(entry -> {
            if (entry.getValue() instanceof JsonObject inner) {
                strip(inner);
            }
        });
    }

    @Test
    void whatIsMountedIsDocumentedAndNothingElseIs() {
        var mounted = frond.wiring().operators().mounted().stream()
                .map(path -> path.replaceAll(":([a-z_]+)", "{$1}"))
                .collect(Collectors.toCollection(TreeSet::new));
        var documented = contract.operations().stream()
                .map(call -> call.getHttpMethod() + " " + call.getOpenAPIPath())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).hasSizeGreaterThan(15).isEqualTo(mounted);
    }

    @Test
    void thePageListsEveryCall() throws IOException {
        var page = Files.readString(Path.of("src/main/docs/reference/admin-api.md"));

        assertThat(contract.operations()).allSatisfy(call -> assertThat(page)
                .contains("| `%s %s` | %s |"
                        .formatted(
                                call.getHttpMethod(),
                                call.getOpenAPIPath(),
                                call.getOpenAPIModel().getString("summary"))));
    }

    @Test
    void everyCallAnswersAsDocumented() {
        contract.operations().forEach(this::answers);
    }

    private void answers(Operation call) {
        var answer = ask(call, call.getOpenAPIPath().replace("{name}", "main%231"), BODIES.getOrDefault(id(call), ""));

        assertThat(answer.statusCode()).as("%s: %s", id(call), answer.body()).isIn(documented(call));
        assertThat(type(answer)).as(id(call)).isIn(types(call));
        fits(call, answer);
    }

    @Test
    void whatCannotBeDoneIsAnsweredAsDocumented() {
        contract.operations().forEach(call -> {
            var refused = frond.ask(
                    call.getHttpMethod().name(),
                    call.getOpenAPIPath().replaceAll("\\{[a-z_]+}", "nobody"),
                    "backends: { main: { url: 7 } }",
                    "origin",
                    "https://elsewhere.example");
            assertThat(refused.statusCode()).as(id(call)).isEqualTo(403);
            fits(call, refused);
        });
        for (var id : BODIES.keySet()) {
            var faulty = ask(contract.operation(id), contract.operation(id).getOpenAPIPath(), "backends: { main: 7 }");
            assertThat(faulty.statusCode()).as(id).isEqualTo(422);
            assertThat(faulty.body()).contains("\"line\":1,\"column\":19");
            fits(contract.operation(id), faulty);
        }
        var nobody = contract.operation("drain");
        fits(nobody, ask(nobody, "/admin/v1/endpoints/nobody/drain", ""));
    }

    private HttpResponse<String> ask(Operation call, String path, String body) {
        var method = call.getHttpMethod().name();
        return id(call).equals("rollback") || id(call).equals("load")
                ? frond.ask(method, path, body, "if-match", "*")
                : frond.ask(method, path, body);
    }

    private void fits(Operation call, HttpResponse<String> answer) {
        if (type(answer).equals(JSON)) {
            var response = ValidatableResponse.create(
                    answer.statusCode(),
                    Buffer.buffer(answer.body()),
                    answer.headers().firstValue("content-type").orElse(""));
            assertThat(validator
                            .validate(response, id(call))
                            .toCompletionStage()
                            .toCompletableFuture())
                    .as("%s: %s", id(call), answer.body())
                    .succeedsWithin(Duration.ofSeconds(10));
        }
    }

    private static String id(Operation call) {
        return call.getOperationId();
    }

    private static String type(HttpResponse<String> answer) {
        var type = answer.headers().firstValue("content-type").orElse("");
        return type.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** A rollback with nothing before it cannot succeed here. */
    private static List<Integer> documented(Operation call) {
        return id(call).equals("rollback") ? List.of(200, 409) : List.of(200);
    }

    private Set<String> types(Operation call) {
        var types = new TreeSet<>(Set.of(JSON));
        var success = document.getJsonObject("paths")
                .getJsonObject(call.getOpenAPIPath())
                .getJsonObject(call.getHttpMethod().name().toLowerCase(Locale.ROOT))
                .getJsonObject("responses")
                .getJsonObject("200");
        var ref = success.getString("$ref");
        var told = ref == null ? success : resolved(ref);
        types.addAll(told.getJsonObject("content", new JsonObject()).fieldNames());
        return types;
    }

    private JsonObject resolved(String ref) {
        JsonObject at = document;
        for (var name : ref.substring(2).split("/", -1)) {
            at = at.getJsonObject(name);
        }
        return at;
    }
}
