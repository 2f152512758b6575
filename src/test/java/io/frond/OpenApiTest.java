package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
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
            routes: { talk: { to: main, examples: [good morning, good day] } }
            knowledge: { kb: { source: ., search: { dense: 0 } } }
            keys: { store: keys }
            tenants:
              acme: { limits: { rpm: 600, tpm: 100000, concurrent: 9, models: { main: { rpd: 5000 } } } }
            """;
    private static final JsonObject LIMITS =
            new JsonObject("{\"rpm\":60,\"tpm\":\"2k\",\"usd_per_day\":0.5,\"models\":{\"main\":{\"rpd\":9}}}");
    private static final String JSON = "application/json";

    /** Body of each call that changes or takes something; what only reads needs none. */
    private static final Map<String, String> BODIES =
            Map.of("validate", YAML, "diff", YAML, "load", YAML, "make", wish("web"), "classify", "{\"input\":\"hi\"}");

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

    private static String wish(String name) {
        return new JsonObject()
                .put("tenant", "acme")
                .put("name", name)
                .put("limits", LIMITS)
                .encode();
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
        if (tree.getValue("content") instanceof JsonObject types) {
            types.getMap().keySet().retainAll(Set.of(JSON));
            if (types.isEmpty()) {
                var unused = tree.remove("content");
            }
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
        var key = new JsonObject(
                frond.ask("POST", "/admin/v1/keys", wish("leaving")).body());
        var decision = use(key.getString("key"));

        contract.operations()
                .forEach(call -> answers(call, id(call).equals("decision") ? decision : key.getString("id")));
    }

    /** One request, so that there is some use to tell of, and a decision. Returns that one's id. */
    private String use(String key) {
        var decision = "";
        try (var client =
                new Client(URI.create("http://127.0.0.1:" + frond.wiring().port()), key)) {
            var answer = client.ask("main", "hi");
            assertThat(answer.statusCode()).isBetween(500, 599);
            decision = answer.headers().firstValue("x-frond-decision").orElseThrow();
        }
        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(frond.ask("GET", "/admin/v1/usage", "").body()).contains("\"tenant\":\"acme\""));
        return decision;
    }

    private void answers(Operation call, String id) {
        var path = call.getOpenAPIPath()
                .replace("{name}", "main%231")
                .replace("{knowledge}", "kb")
                .replace("{id}", id);
        path = id(call).equals("purge") ? path + "?all=true" : path;
        var answer = ask(call, path, BODIES.getOrDefault(id(call), ""));

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
        for (var id : Set.of("validate", "diff", "load")) {
            var faulty = ask(contract.operation(id), contract.operation(id).getOpenAPIPath(), "backends: { main: 7 }");
            assertThat(faulty.statusCode()).as(id).isEqualTo(422);
            assertThat(faulty.body()).contains("\"line\":1,\"column\":19");
            fits(contract.operation(id), faulty);
        }
        var nobody = contract.operation("drain");
        fits(nobody, ask(nobody, "/admin/v1/endpoints/nobody/drain", ""));
    }

    @Test
    void keysThatCannotBeMadeOrRevokedAreAnsweredAsDocumented() {
        var make = contract.operation("make");
        var misspelt = ask(make, "/admin/v1/keys", "{\"tenant\":\"acme\",\"nam\":\"x\"}");
        assertThat(misspelt.statusCode()).isEqualTo(422);
        fits(make, misspelt);
        var revoke = contract.operation("revoke");
        var unknown = ask(revoke, "/admin/v1/keys/000000000000", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        fits(revoke, unknown);
    }

    @Test
    void usageIsTextWhereThatIsAskedForAndSaysWhatCanBe() {
        var usage = contract.operation("usage");
        var text = ask(usage, "/admin/v1/usage?format=csv&by=tenant,day", "");
        assertThat(type(text)).isEqualTo("text/csv").isIn(types(usage));
        assertThat(text.body()).startsWith("tenant,day,requests,");
        var faulty = ask(usage, "/admin/v1/usage?by=colour", "");
        assertThat(faulty.statusCode()).isEqualTo(400);
        fits(usage, faulty);
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
        return switch (id(call)) {
            case "rollback" -> List.of(200, 409);
            case "make" -> List.of(201);
            default -> List.of(200);
        };
    }

    private Set<String> types(Operation call) {
        var types = new TreeSet<>(Set.of(JSON));
        var success = document.getJsonObject("paths")
                .getJsonObject(call.getOpenAPIPath())
                .getJsonObject(call.getHttpMethod().name().toLowerCase(Locale.ROOT))
                .getJsonObject("responses")
                .getJsonObject(String.valueOf(documented(call).get(0)));
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
