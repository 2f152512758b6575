package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.model.Edit;
import io.frond.model.Fields;
import io.frond.model.Message;
import io.frond.model.Operation.Kind;
import io.frond.model.Refused;
import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestScannerTest {
    private static final int ROUNDS = 2_000;

    @Test
    void whatItFindsIsWhatATreeParserFindsAndTheRangesHoldIt() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var text = new RandomRequest(new SplittableRandom(seed)).text();
            var body = Buffer.buffer(text);
            var fields = RequestScanner.scan(body);
            var tree = new JsonObject(text);
            assertThat(fields.model()).as(text).isEqualTo(tree.getString("model"));
            assertThat(value(body, fields.modelAt())).as(text).isEqualTo(tree.getString("model"));
            assertThat(fields.stream()).as(text).isEqualTo(tree.getBoolean("stream", false));
            assertThat(fields.tools())
                    .as(text)
                    .isEqualTo(!tree.getJsonArray("tools", new JsonArray()).isEmpty());
            assertThat(fields.temperature()).as(text).isEqualTo(tree.getDouble("temperature"));
            assertThat(value(body, fields.object())).as(text).isEqualTo(tree);
            checkOptions(body, fields, tree);
            checkMessages(body, fields, tree.getJsonArray("messages"));
        }
    }

    @Test
    void ofSeveralBoundsOnTheAnswerTheWidestCounts() {
        var body = Surface.HELLO.replace("{\"model\"", "{\"max_tokens\":900,\"max_completion_tokens\":20,\"model\"");
        assertThat(RequestScanner.scan(Buffer.buffer(body)).longest()).isEqualTo(900L);
    }

    @Test
    void severalAnswersAreCounted() {
        var several = Surface.HELLO.replace("{\"model\"", "{\"n\":5,\"best_of\":3,\"model\"");
        assertThat(RequestScanner.scan(Buffer.buffer(several)).choices()).isEqualTo(5);
        var none = Surface.HELLO.replace("{\"model\"", "{\"n\":null,\"model\"");
        assertThat(RequestScanner.scan(Buffer.buffer(none)).choices()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "max_completion_tokens", "max_output_tokens"})
    void findsHowLongTheAnswerMayBe(String name) {
        for (String value : List.of("300", "3e2", "300.5")) {
            var body = Surface.HELLO.replace("{\"model\"", "{\"" + name + "\":" + value + ",\"model\"");
            assertThat(RequestScanner.scan(Buffer.buffer(body)).longest()).isEqualTo(300L);
        }
        for (String value : List.of("null", "\"300\"", "{}")) {
            var body = Surface.HELLO.replace("{\"model\"", "{\"" + name + "\":" + value + ",\"model\"");
            assertThat(RequestScanner.scan(Buffer.buffer(body)).longest()).isNull();
        }
    }

    @Test
    void thePromptCacheKeyIsTakenWhereItIsAText() {
        assertThat(cacheKey("\"a key\"")).isEqualTo("a key");
        assertThat(cacheKey("null")).isNull();
        assertThat(cacheKey("{\"prompt_cache_key\":\"inner\"}")).isNull();
    }

    private static String cacheKey(String value) {
        return RequestScanner.scan(Buffer.buffer("{\"prompt_cache_key\":" + value
                        + ",\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
                .cacheKey();
    }

    @Test
    void theSessionIsTakenFromTheMetadataWhereTheUserIdNamesOne() {
        assertThat(session("{\"k\":[1,{\"user_id\":\"u_session_inner\"}],\"user_id\":\"u_session_s\"}"))
                .isEqualTo("u_session_s");
        for (String value : List.of(
                "{\"user_id\":\"u\"}",
                "{\"a\":{\"user_id\":\"u_session_inner\"}}",
                "{\"user_id\":[\"u_session_s\"]}",
                "{\"a\":1,\"a\":\"user_id\"}",
                "{}",
                "null",
                "\"u_session_s\"",
                "[{\"user_id\":\"u_session_s\"}]")) {
            assertThat(session(value)).as(value).isNull();
        }
    }

    private static String session(String metadata) {
        return RequestScanner.scan(Buffer.buffer("{\"metadata\":" + metadata
                        + ",\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
                .session();
    }

    @Test
    void splicingTheModelChangesTheModelAndNothingElse() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var text = new RandomRequest(new SplittableRandom(seed)).text();
            var body = Buffer.buffer(text);
            var at = RequestScanner.scan(body).modelAt();
            var spliced = Edit.splice(body, List.of(new Edit(at, Buffer.buffer("\"new\""))));
            assertThat(spliced.slice(0, at.from())).isEqualTo(body.slice(0, at.from()));
            assertThat(spliced.slice(at.from() + 5, spliced.length())).isEqualTo(body.slice(at.to(), body.length()));
            assertThat(new JsonObject(spliced.toString()))
                    .isEqualTo(new JsonObject(text).copy().put("model", "new"));
        }
    }

    @Test
    void rangesAreCountedInBytesAlsoBehindTextOfManyAlphabets() {
        var body = Buffer.buffer(
                "{\"user\":\"grün 漢字 😀\",\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"é\"}]}");
        var fields = RequestScanner.scan(body);
        assertThat(body.getString(fields.modelAt().from(), fields.modelAt().to()))
                .isEqualTo("\"m\"");
        var message = fields.messages().get(0);
        assertThat(body.getString(message.content().from(), message.content().to()))
                .isEqualTo("\"é\"");
    }

    @Test
    void aSliceOfALargerBufferIsScannedInItsOwnCoordinates() {
        var body = Buffer.buffer("#####" + Surface.HELLO).slice(5, 5 + Surface.HELLO.length());
        var fields = RequestScanner.scan(body);
        assertThat(fields.object()).isEqualTo(new Span(0, Surface.HELLO.length()));
        assertThat(value(body, fields.modelAt())).isEqualTo("auto");
    }

    @Test
    void textPartsAreJoinedAndOtherPartsAndRolesPass() {
        var fields = scan(
                "[{\"role\":\"critic\",\"content\":[{\"text\":\"a\",\"type\":\"text\"},{\"type\":\"image_url\",\"text\":\"no\"},7,"
                        + "{\"type\":\"text\",\"text\":\"b\"},{\"type\":\"text\",\"text\":{}}],\"name\":\"n\"},{\"role\":\"assistant\",\"content\":null}]");
        assertThat(fields.messages()).extracting("role").containsExactly("critic", "assistant");
        assertThat(fields.messages()).extracting("text").containsExactly("a\nb", "");
        assertThat(fields.messages().get(1).content()).isEqualTo(new Span(0, 0));
        assertThat(fields.lastUser()).isNull();
    }

    @Test
    void absentAndNullFieldsCountAsNotGiven() {
        var fields = RequestScanner.scan(Buffer.buffer(Surface.HELLO.replace(
                "{\"model\"",
                "{\"stream\":null,\"stream_options\":null,\"temperature\":null,\"tools\":null,\"model\"")));
        assertThat(fields.stream()).isFalse();
        assertThat(fields.streamOptions().length())
                .as("the word null, to be replaced")
                .isEqualTo(4);
        assertThat(fields.usageWanted()).isFalse();
        assertThat(fields.temperature()).isNull();
        assertThat(fields.tools()).isFalse();
    }

    @Test
    void whatItSaysNeverRepeatsWhatTheClientWrote() {
        for (String bad :
                List.of("{\"model\":\"auto\",\"messages\":secret}", "{\"secret\":", "{\"secret\":1,\"secret\" 2}")) {
            assertThatThrownBy(() -> RequestScanner.scan(Buffer.buffer(bad)))
                    .isInstanceOf(Refused.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void findsImagesAmongTheParts() {
        var fields = scan("[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"What is it?\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:\"}}]}]");
        assertThat(fields.messages()).extracting(Message::image).containsExactly(false, true);
        assertThat(fields.messages()).extracting(Message::text).containsExactly("Hi", "What is it?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true|CHAT|\"response_format\":{\"json_schema\":{\"type\":\"x\"},\"type\":\"json_schema\"}",
                "false|CHAT|\"response_format\":{\"json_schema\":{\"type\":\"json_schema\"},\"type\":\"text\"}",
                "false|CHAT|\"response_format\":{\"type\":\"json_object\"}",
                "false|CHAT|\"response_format\":null",
                "false|CHAT|\"text\":{\"format\":{\"type\":\"json_schema\"}}",
                "true|RESPONSE|\"text\":{\"verbosity\":\"low\",\"format\":{\"type\":\"json_schema\"}}",
                "false|RESPONSE|\"text\":{\"format\":[\"json_schema\"]}"
            })
    void findsWhetherTheAnswerIsToFollowASchema(boolean structured, Kind kind, String field) {
        var body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]," + field + "}";
        assertThat(RequestScanner.scan(Buffer.buffer(body), kind, "").structured())
                .isEqualTo(structured);
    }

    private static Fields scan(String messages) {
        return RequestScanner.scan(Buffer.buffer("{\"model\":\"m\",\"messages\":" + messages + "}"));
    }

    private static void checkOptions(Buffer body, Fields fields, JsonObject tree) {
        var options = tree.getJsonObject("stream_options");
        if (options == null && tree.containsKey("stream_options")) {
            assertThat(value(body, fields.streamOptions())).isNull();
        } else if (options == null) {
            assertThat(fields.streamOptions()).isNull();
        } else {
            assertThat(value(body, fields.streamOptions())).isEqualTo(options);
        }
        assertThat(fields.usageWanted())
                .isEqualTo(options != null && Boolean.TRUE.equals(options.getValue("include_usage")));
    }

    private static void checkMessages(Buffer body, Fields fields, JsonArray messages) {
        assertThat(fields.messages()).hasSameSizeAs(messages);
        for (int i = 0; i < messages.size(); i++) {
            var message = messages.getJsonObject(i);
            var found = fields.messages().get(i);
            assertThat(found.role()).isEqualTo(message.getString("role"));
            if (message.getValue("content") instanceof String text) {
                assertThat(found.text()).isEqualTo(text);
            }
            if (message.getValue("content") != null) {
                assertThat(value(body, found.content())).isEqualTo(message.getValue("content"));
            }
        }
    }

    private static Object value(Buffer body, Span at) {
        return Json.decodeValue(body.getString(at.from(), at.to()));
    }
}
