package io.frond;

import static io.frond.testing.Replies.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Tenant;
import io.frond.tenant.ConfiguredTenants;
import io.frond.testing.Client;
import io.frond.testing.FakeProvider;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two tenants of one Frond over sockets: {@code alone} has an override, {@code many} has none. */
class TenantOverrideTest {
    private static final String QUESTION = "How long may I return goods?";
    private static final String TOP = """
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            backends: { general: { url: "${ONE}" }, tuned: { url: "${TWO}" } }
            knowledge: { policies: { source: ./policies, search: { dense: 0, min_score: 0 } } }
            classify: { embed: off }
            routes:
              policy: { to: general, with: policies, examples: [How long may I return goods?, Who approves travel?] }
              clauses: { to: tuned, examples: [Redraft this clause, Is this indemnity mutual?] }
            default: policy
            cache: { ttl: 1h }
            tenants:
              many: { keys: [{ name: k, hash: "${MANY}" }] }
              alone:
                keys: [{ name: k, hash: "${ALONE}" }]
            """;
    private static final String OVERRIDE = """
                override:
                  knowledge: { handbook: { source: ./handbook, search: { dense: 0, min_score: 0 } } }
                  routes:
                    policy: { to: tuned, with: handbook }
                    travel: { to: general }
                  default: clauses
                  classify: { min_margin: 100% }
                  cache: off
            """;

    @TempDir
    Path folder;

    private RunningProgram program;
    private Client many;
    private Client alone;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(
                Files.createDirectory(folder.resolve("policies")).resolve("a.md"), "# Return goods\n\nthirty days\n");
        Files.writeString(
                Files.createDirectory(folder.resolve("handbook")).resolve("b.md"), "# Return goods\n\nninety days\n");
        program = new RunningProgram(TOP + OVERRIDE, folder);
        program.both(answer());
        many = new Client(URI.create("http://127.0.0.1:" + program.port()), "many");
        alone = many.as("alone");
    }

    @AfterEach
    void stop() {
        many.close();
        alone.close();
        program.close();
    }

    @Test
    void aRouteOfTheSameNameLeadsToAnotherBackendAndOtherDocuments() {
        assertThat(many.ask("policy", QUESTION).statusCode()).isEqualTo(200);
        assertThat(sent(program.one)).contains("thirty days").doesNotContain("ninety days");
        assertThat(program.two.requests()).isEmpty();

        assertThat(alone.ask("policy", QUESTION).statusCode()).isEqualTo(200);
        assertThat(sent(program.two)).contains("ninety days").doesNotContain("thirty days");
        assertThat(program.one.requests()).hasSize(1);
    }

    @Test
    void itsDefaultAndItsMarginDecideForItAlone() {
        assertThat(route(many.ask(QUESTION))).isEqualTo("policy");
        assertThat(route(alone.ask(QUESTION))).isEqualTo("clauses");
    }

    @Test
    void itsCacheIsOffWhileThatOfOthersAnswers() {
        for (int time = 0; time < 2; time++) {
            assertThat(many.ask("policy", QUESTION).statusCode()).isEqualTo(200);
            assertThat(alone.ask("policy", QUESTION).statusCode()).isEqualTo(200);
        }

        assertThat(program.one.requests()).hasSize(1);
        assertThat(program.two.requests()).hasSize(2);
    }

    @Test
    void aRouteThatOnlyItHasIsUnknownToOthers() {
        assertThat(alone.get("/v1/models").body()).contains("\"travel\"");
        assertThat(alone.ask("travel", "hello").statusCode()).isEqualTo(200);
        assertThat(many.get("/v1/models").body()).contains("\"policy\"").doesNotContain("travel");
        assertThat(many.ask("travel", "hello").statusCode()).isEqualTo(404);
    }

    @Test
    void operatorsAndTheCommandLineSeeWhoseKnowledgeIsWhat() throws Exception {
        try (var operator = program.operator()) {
            assertThat(operator.get("/admin/v1/knowledge").body()).contains("\"policies\"", "\"alone/handbook\"");
            assertThat(operator.get("/admin/v1/config").body()).contains("\"override\"", "./handbook".substring(2));
        }
        assertThat(explained("alone")).contains("-> tuned").contains("unsure").contains("route      clauses");
        assertThat(explained("many")).contains("policy -> general + policies").contains("thirty days");
    }

    @Test
    void whatAnOverrideDoesNotTouchIsTheVerySame() {
        program.reload(TOP + "    override: { cache: off }\n", folder);
        var steps = program.current().steps();
        var own = steps.of(tenant("alone"));

        assertThat(steps.of(tenant("many"))).isSameAs(steps.usual());
        assertThat(own.cache()).isNotSameAs(steps.usual().cache());
        assertThat(own.classifier()).isSameAs(steps.usual().classifier());
        assertThat(own.policy()).isSameAs(steps.usual().policy());
        assertThat(own.retriever()).isSameAs(steps.usual().retriever());
        assertThat(own.backends()).isSameAs(steps.usual().backends());
        assertThat(program.current().knowledge()).containsOnlyKeys("policies");
    }

    @Test
    void aReloadOfTheOverrideAloneLeavesTheRestAliveAndServesNoAnswerOfBefore() {
        program.reload(TOP + OVERRIDE.replace("cache: off", "cache: { ttl: 1h }"), folder);
        var before = program.current();
        assertThat(many.ask("policy", QUESTION).statusCode()).isEqualTo(200);
        assertThat(alone.ask("policy", QUESTION).statusCode()).isEqualTo(200);
        assertThat(alone.ask("policy", QUESTION).statusCode()).isEqualTo(200);
        assertThat(program.two.requests()).as("its answer is kept").hasSize(1);

        program.reload(
                TOP + OVERRIDE.replace("cache: off", "cache: { ttl: 1h }").replace("to: tuned", "to: general"), folder);

        assertThat(program.current().backends()).isEqualTo(before.backends());
        assertThat(program.current().knowledge()).isEqualTo(before.knowledge());
        assertThat(many.ask("policy", QUESTION).statusCode()).isEqualTo(200);
        assertThat(program.one.requests()).as("others keep their answers").hasSize(1);
        assertThat(alone.ask("policy", QUESTION).statusCode()).isEqualTo(200);
        assertThat(program.one.requests()).as("it is asked anew").hasSize(2);
        assertThat(sent(program.one)).contains("ninety days");
    }

    @Test
    void withoutItsOverrideATenantIsLikeTheOthersAgain() {
        program.reload(TOP, folder);

        assertThat(alone.ask("policy", QUESTION).statusCode()).isEqualTo(200);
        assertThat(sent(program.one)).contains("thirty days");
        assertThat(program.current().knowledge()).containsOnlyKeys("policies");
        assertThat(alone.ask("travel", "hello").statusCode()).isEqualTo(404);
    }

    private String explained(String tenant) throws Exception {
        var told = new Explanation(program.current().steps(), tenant(tenant)).of(QUESTION);
        return get(told);
    }

    private Tenant tenant(String name) {
        return ConfiguredTenants.named(program.current().config(), name).orElseThrow();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static String route(HttpResponse<String> response) {
        return Client.header(response, "x-frond-route");
    }

    /** The body of the last request. */
    private static String sent(FakeProvider provider) {
        Buffer body = provider.requests().getLast().body();
        return body.toString();
    }
}
