package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider.Request;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a scene behind the client.
 *
 * @param requests what reached the provider
 * @param closings when the provider's connection to each of them was gone
 * @param lines how often Frond was asked, by its log so far
 * @param leftAt when the client left, by its own clock; null where it did not
 */
record Known(
        List<Request> requests,
        List<CompletableFuture<Instant>> closings,
        LongSupplier lines,
        @Nullable Instant leftAt) {
    static final int PICTURE = 300_000;
    static final int RECORDING = 50_000;
    private static final Duration AT_ONCE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    void nothing() {
        assertThat(requests).isEmpty();
    }

    void once() {
        reached(1);
        served(1);
    }

    /** Both what the client repeats and what Frond repeats would show here. */
    void thirdTry() {
        reached(3);
        served(1);
    }

    /** Frond passed the refusal on and did not come again by itself. */
    void cameAgain() {
        reached(2);
        Eventually.within(PATIENCE, () -> assertThat(lines.getAsLong()).isGreaterThanOrEqualTo(2));
    }

    void left() {
        once();
        assertThat(leftAt).as("when the client left").isNotNull();
        assertThat(closings.get(0)).succeedsWithin(PATIENCE).satisfies(closed -> assertThat(
                        Duration.between(leftAt, closed))
                .as("from the client's leaving until the model hears of it")
                .isLessThan(AT_ONCE));
    }

    void toolResult() {
        reached(2);
        served(2);
        assertThat(body(0).getJsonArray("tools")
                        .getJsonObject(0)
                        .getJsonObject("function")
                        .getString("name"))
                .isEqualTo("get_weather");
        var messages = body(1).getJsonArray("messages");
        var result = messages.getJsonObject(messages.size() - 1);
        assertThat(result.getString("role")).isEqualTo("tool");
        assertThat(result.getString("tool_call_id")).isEqualTo("call_1");
        assertThat(result.getValue("content").toString()).contains("rain");
    }

    void schema() {
        once();
        var format = body(0).getJsonObject("response_format");
        assertThat(format.getString("type")).isEqualTo("json_schema");
        assertThat(format.getJsonObject("json_schema")
                        .getJsonObject("schema")
                        .getJsonObject("properties")
                        .fieldNames())
                .containsExactly("city", "days");
    }

    void logprobs() {
        once();
        assertThat(body(0).getBoolean("logprobs")).isTrue();
        assertThat(body(0).getInteger("top_logprobs")).isEqualTo(2);
    }

    void twoChoices() {
        once();
        assertThat(body(0).getInteger("n")).isEqualTo(2);
    }

    void picture() {
        once();
        var url = part("image_url").getJsonObject("image_url").getString("url");
        assertThat(url).startsWith("data:image/png;base64,");
        assertThat(decoded(url.substring(url.indexOf(',') + 1))).isEqualTo(Said.bytes(PICTURE));
    }

    void recording() {
        once();
        var audio = part("input_audio").getJsonObject("input_audio");
        assertThat(audio.getString("format")).isEqualTo("wav");
        assertThat(decoded(audio.getString("data"))).isEqualTo(Said.bytes(RECORDING));
    }

    private void reached(int times) {
        assertThat(requests).as("requests that reached the model").hasSize(times);
        assertThat(requests).allSatisfy(request -> assertThat(request.header("authorization"))
                .as("the client's key, which is nobody else's business")
                .isNull());
    }

    private void served(int times) {
        Eventually.within(PATIENCE, () -> assertThat(lines.getAsLong())
                .as("requests that the client sent")
                .isEqualTo(times));
    }

    private JsonObject part(String type) {
        JsonArray messages = body(0).getJsonArray("messages");
        return messages.getJsonObject(messages.size() - 1).getJsonArray("content").stream()
                .map(JsonObject.class::cast)
                .filter(part -> part.getString("type").equals(type))
                .findFirst()
                .orElseThrow();
    }

    private JsonObject body(int request) {
        return requests.get(request).body().toJsonObject();
    }

    private static Buffer decoded(String base64) {
        return Buffer.buffer(Base64.getDecoder().decode(base64));
    }
}
