package io.frond.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A plain client of files and vector stores with one key. Blocks the test's thread; closed by the test. */
public final class FileClient implements AutoCloseable {
    private static final String BOUNDARY = "------------------------frond";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String key;

    /** @param base up to and including the port */
    public FileClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** The id of a file for {@code assistants}, which must be taken. */
    public String upload(String name, String text) {
        var answer = upload(name, text.getBytes(StandardCharsets.UTF_8), Map.of("purpose", "assistants"));
        return ok(answer).getString("id");
    }

    public HttpResponse<String> upload(String name, byte[] content, Map<String, String> fields) {
        return send("POST", "/v1/files", "multipart/form-data; boundary=" + BOUNDARY, form(name, content, fields));
    }

    private static byte[] form(String name, byte[] content, Map<String, String> fields) {
        var form = new ByteArrayOutputStream();
        fields.forEach((field, value) -> add(form, "name=\"" + field + "\"", value.getBytes(StandardCharsets.UTF_8)));
        add(form, "name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream", content);
        form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return form.toByteArray();
    }

    private static void add(ByteArrayOutputStream form, String head, byte[] content) {
        var opening = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + head + "\r\n\r\n";
        form.writeBytes(opening.getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    public HttpResponse<String> send(String method, String path, JsonObject body) {
        return send(method, path, "application/json", body.encode().getBytes(StandardCharsets.UTF_8));
    }

    /** A JSON body as it is written. */
    public HttpResponse<String> raw(String path, String body) {
        return send("POST", path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(String method, String path, String type, byte[] body) {
        try {
            return http.send(
                    request(path)
                            .header("content-type", type)
                            .method(method, BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("authorization", "Bearer " + key);
    }

    public HttpResponse<String> ask(String method, String path) {
        try {
            return http.send(
                    request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public JsonObject get(String path) {
        return ok(ask("GET", path));
    }

    @CanIgnoreReturnValue
    public JsonObject delete(String path) {
        return ok(ask("DELETE", path));
    }

    @CanIgnoreReturnValue
    public JsonObject post(String path, JsonObject body) {
        return ok(send("POST", path, body));
    }

    private static JsonObject ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    /** The error of an answer, which must have this status. */
    @CanIgnoreReturnValue
    public static JsonObject error(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body()).getJsonObject("error");
    }

    /** A new store's id. */
    public String store() {
        return post("/v1/vector_stores", new JsonObject().put("name", "kb")).getString("id");
    }

    /** Puts a file into a store and waits until it can be searched. */
    @CanIgnoreReturnValue
    public JsonObject attach(String store, String file, JsonObject how) {
        post("/v1/vector_stores/" + store + "/files", how.copy().put("file_id", file));
        return settled("/v1/vector_stores/" + store + "/files/" + file);
    }

    /** Whatever is at the path, once it is in progress no more. */
    @CanIgnoreReturnValue
    public JsonObject settled(String path) {
        var last = new JsonObject[1];
        Eventually.within(PATIENCE, () -> {
            last[0] = get(path);
            assertThat(last[0].getString("status")).isNotEqualTo("in_progress");
        });
        return last[0];
    }

    /** Ids of the files that a search brings up, best first. */
    public List<String> found(String store, JsonObject search) {
        return data(post("/v1/vector_stores/" + store + "/search", search)).stream()
                .map(hit -> hit.getString("file_id"))
                .distinct()
                .toList();
    }

    public List<String> found(String store, String question) {
        return found(store, new JsonObject().put("query", question));
    }

    public static List<JsonObject> data(JsonObject page) {
        JsonArray data = page.getJsonArray("data");
        return data.stream().map(one -> (JsonObject) one).toList();
    }

    @Override
    public void close() {
        // java.net.http.HttpClient is closable from Java 21 on, but closing waits for idle connections
        http.shutdownNow();
    }
}
