package io.frond;

import static io.frond.testing.Replies.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients ask of the cache in header and body, and operators by their port, over sockets. */
class CacheWishesTest {
    private static final String REST = "\"temperature\":0.0, \"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
    private static final String PLAIN = "{\"model\":\"main\"," + REST + "}";

    private RunningProgram program;

    @BeforeEach
    void start() {
        program = new RunningProgram("{ ttl: 1m }");
        program.both(answer());
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cache\":{\"ttl\":9},\"model\":\"main\",%s} | {\"model\":\"tuned/v2\",%s}",
                "{\"model\":\"main\", \"cache\" : { \"no-cache\": true, \"x\": [1, {}] } ,%s} | {\"model\":\"tuned/v2\", %s}",
                "{\"model\":\"main\",%s, \"\\u0063ache\":{} } | {\"model\":\"tuned/v2\",%s }",
                "{\"model\":\"main\",\"cache\":true,%s} | {\"model\":\"tuned/v2\",\"cache\":true,%s}"
            })
    void whatIsForTheCacheGoesToNoModelAndAllElseAsItIs(String body, String upstream) {
        assertThat(program.post(body.formatted(REST), "many").statusCode()).isEqualTo(200);

        assertThat(program.asked().request().body()).hasToString(upstream.formatted(REST));
    }

    @Test
    void whoAsksSomethingOfTheCacheSharesItsAnswersWithWhoDoesNot() {
        assertThat(status(post("\"cache\":{\"ttl\":30}"))).isEqualTo("frond; fwd=miss");

        assertThat(status(program.post(PLAIN, "many")))
                .startsWith("frond; hit; ttl=")
                .doesNotContain("ttl=5");
        assertThat(status(post("\"cache\":{\"s-maxage\":60}"))).startsWith("frond; hit");
        assertThat(status(post("\"cache\":{\"no-store\":true}"))).startsWith("frond; hit");
        assertThat(status(post("\"cache\":{\"no-cache\":true}"))).isEqualTo("frond; fwd=request");
        assertThat(status(post("\"cache\":{\"s-maxage\":0}"))).isEqualTo("frond; fwd=request");
        assertThat(status(post("\"cache\":{\"namespace\":\"mine\"}"))).isEqualTo("frond; fwd=miss");
        assertThat(program.calls()).isEqualTo(4);
    }

    @Test
    void whatIsNotToBeKeptIsNot() {
        assertThat(status(post("\"cache\":{\"no-store\":true}"))).isEqualTo("frond; fwd=miss");
        assertThat(status(post("\"cache\":{\"ttl\":0}"))).isEqualTo("frond; fwd=miss");
        assertThat(status(program.post(PLAIN, "many", "cache-control", "no-store")))
                .isEqualTo("frond; fwd=request");

        assertThat(status(program.post(PLAIN, "many"))).isEqualTo("frond; fwd=miss");
    }

    @Test
    void headersBoundTheAgeToo() {
        var unused = program.post(PLAIN, "many");

        assertThat(status(program.post(PLAIN, "many", "cache-control", "max-age=60, only-if-cached")))
                .startsWith("frond; hit");
        assertThat(status(program.post(PLAIN, "many", "cache-control", "max-age=0")))
                .isEqualTo("frond; fwd=request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"no-cache\":1} | cache.no-cache",
                "{\"ttl\":-1} | cache.ttl",
                "{\"s-maxage\":\"5\"} | cache.s-maxage",
                "{\"namespace\":{}} | cache.namespace"
            })
    void whatMakesNoSenseIsRefused(String cache, String where) {
        var refused = post("\"cache\":" + cache);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"param\":\"" + where + "\"");
        assertThat(program.calls()).isZero();
    }

    @Test
    void operatorsPurgeOfOneTenantAndLeaveTheOthers() {
        var many = program.post(PLAIN, "many");
        var pair = program.post(PLAIN, "pair");
        assertThat(many.statusCode() + pair.statusCode()).isEqualTo(400);

        assertThat(purge("tenant=many&route=other").body()).isEqualTo("{\"purged\":0}");
        assertThat(purge("tenant=many&route=main&model=tuned/v2").body()).isEqualTo("{\"purged\":1}");

        assertThat(status(program.post(PLAIN, "many"))).isEqualTo("frond; fwd=miss");
        assertThat(status(program.post(PLAIN, "pair"))).startsWith("frond; hit");
        assertThat(purge("all=true").body()).isEqualTo("{\"purged\":2}");
    }

    @Test
    void anAnswerUnderAnIdempotencyKeyIsPurgedToo() {
        var first = program.post(PLAIN, "many", "Idempotency-Key", "k1", "cache-control", "no-cache");
        assertThat(first.statusCode()).isEqualTo(200);

        assertThat(purge("tenant=many").body()).isEqualTo("{\"purged\":2}");

        assertThat(Client.header(program.post(PLAIN, "many", "Idempotency-Key", "k1"), "idempotent-replayed"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "tennant=many",
        "tenant=many&colour=red",
        "tenant=",
        "tenant=a&tenant=b",
        "all=true&tenant=many",
        "all=yes",
        "document=a.md"
    })
    void aPurgeThatIsNotClearDoesNothing(String query) {
        var unused = program.post(PLAIN, "many");

        assertThat(purge(query).statusCode()).isEqualTo(400);
        assertThat(status(program.post(PLAIN, "many"))).startsWith("frond; hit");
    }

    private HttpResponse<String> post(String cache) {
        return program.post("{\"model\":\"main\"," + cache + "," + REST + "}", "many");
    }

    private HttpResponse<String> purge(String query) {
        try (var operator = program.operator()) {
            return operator.send("DELETE", "/admin/v1/cache?" + query, "");
        }
    }

    private static String status(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.header(answer, "cache-status");
    }
}
