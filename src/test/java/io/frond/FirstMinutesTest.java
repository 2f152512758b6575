package io.frond;

import static io.frond.testing.Client.header;
import static io.frond.testing.Client.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody sees who starts the demo and plays with it: the whole program over real sockets. One demo serves all, so
 * each test asks in words of its own, and the tenant of small allowance is used up last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstMinutesTest {
    private static final String RETURNS = "How long do I have to return a jacket?";
    private static final String REDRAFT = "Redraft this clause in our house style: The Supplier shall, in the event "
            + "that the Goods are defective, replace them prior to the end of the month.";

    @TempDir
    private static Path folder;

    private static RunningDemo demo;
    private static Client acme;

    private int asked;

    @BeforeAll
    static void start() {
        demo = RunningDemo.in(folder);
        acme = demo.client("demo-acme");
    }

    @AfterAll
    static void stop() {
        acme.close();
        demo.close();
    }

    @Test
    void aQuestionAboutPoliciesIsAnsweredFromTheReturnsPolicyAndSaysSo() {
        var answer = acme.ask(RETURNS);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(said(answer)).contains("30 days").contains("[1]");
        assertThat(header(answer, "x-frond-route")).isEqualTo("policy");
        assertThat(header(answer, "x-frond-sources")).contains("returns.md");
        assertThat(header(answer, "x-frond-endpoint")).isEqualTo("general#1");
        assertThat(header(answer, "cache-status")).startsWith("frond; fwd=miss");
        assertThat(header(answer, "x-frond-simulated")).isEqualTo("true");
        assertThat(header(answer, "x-request-id")).isNotEmpty();
        assertThat(header(answer, "x-frond-decision")).isNotEmpty();
    }

    @Test
    void theSameQuestionAgainIsAHitWithTheSameBytes() {
        var question = "How long do I have to return a coat?";
        var first = acme.ask(question);
        var again = acme.ask(question);

        assertThat(header(again, "cache-status")).startsWith("frond; hit");
        assertThat(again.body()).isEqualTo(first.body());
        for (String name : List.of("x-frond-route", "x-frond-sources")) {
            assertThat(header(again, name)).isNotEmpty().isEqualTo(header(first, name));
        }
        assertThat(header(again, "x-frond-endpoint")).as("nobody was asked").isEmpty();
        try (var globex = demo.client("demo-globex")) {
            assertThat(header(globex.ask(question), "cache-status"))
                    .as("another tenant")
                    .startsWith("frond; fwd=miss");
        }
    }

    @Test
    void aStreamIsRelayedAsOneAndReplayedAsOne() {
        var question = "How long do I have to return a hat?";
        var first = acme.stream(question);
        var again = acme.stream(question);

        assertThat(header(first, "content-type")).startsWith("text/event-stream");
        assertThat(first.body()).endsWith("data: [DONE]\n\n").doesNotContain("\"choices\":[]");
        assertThat(header(again, "cache-status")).startsWith("frond; hit");
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void aClauseToRedraftGoesToTheFineTunedModelWithoutRetrieval() {
        var answer = acme.ask(REDRAFT);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(header(answer, "x-frond-route")).isEqualTo("contracts");
        assertThat(header(answer, "x-frond-endpoint")).startsWith("house-style#");
        assertThat(header(answer, "x-frond-sources")).isEmpty();
        assertThat(said(answer)).contains("must, if the Goods are defective, replace them before the end of the month");
    }

    @Test
    void aQuestionAboutFrondIsAnsweredFromItsManual() {
        var answer = acme.ask("How do I configure a circuit breaker in Frond?");

        assertThat(header(answer, "x-frond-route")).isEqualTo("manual");
        assertThat(header(answer, "x-frond-sources")).contains("breakers");
    }

    @Test
    void anEditedPolicyIsAnsweredFromWithinTwoSecondsAndItsCachedAnswerIsGone() throws IOException {
        var question = "How long do I have to return my jacket?";
        assertThat(said(acme.ask(question))).contains("30 days");
        assertThat(header(acme.ask(question), "cache-status")).startsWith("frond; hit");

        var policy = demo.folder().resolve("policies/returns.md");
        var before = Files.readString(policy);
        Files.writeString(policy, before.replace("30 days", "45 days"));

        Eventually.within(Duration.ofSeconds(2), () -> {
            var answer = acme.ask(question);
            assertThat(said(answer)).contains("45 days").doesNotContain("30 days");
            assertThat(header(answer, "cache-status")).startsWith("frond; fwd=");
        });
        assertThat(header(acme.ask(question), "cache-status")).startsWith("frond; hit");

        Files.writeString(policy, before);
        Eventually.within(Duration.ofSeconds(2), () -> assertThat(said(acme.ask(question)))
                .contains("30 days"));
    }

    @Test
    void aBrokenEndpointIsLeftAloneAndTakenBackWhenItRecovers() {
        try (var endpoint = demo.houseStyle(1)) {
            endpoint.post("/simulate", new JsonObject().put("failing", true));
            Eventually.within(Duration.ofSeconds(10), () -> {
                redraftManyAtOnce("broken").forEach(answer -> {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                    assertThat(header(answer, "x-frond-endpoint")).isEqualTo("house-style#2");
                });
                assertThat(demo.breaker("house-style#1")).isEqualTo("open");
            });

            endpoint.post("/simulate", new JsonObject().put("failing", false));
            Eventually.within(Duration.ofSeconds(20), () -> {
                assertThat(redraftManyAtOnce("mended"))
                        .allMatch(answer -> answer.statusCode() == 200)
                        .anyMatch(answer -> header(answer, "x-frond-endpoint").equals("house-style#1"));
                assertThat(demo.breaker("house-style#1")).isEqualTo("closed");
            });
        }
    }

    private List<HttpResponse<String>> redraftManyAtOnce(String about) {
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 12; i++) {
            answers.add(acme.askLater(REDRAFT + " Variant " + about + " " + asked++ + "."));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aFloodingTenantIsToldToWaitAndItsNeighbourNoticesNothing() {
        try (var globex = demo.client("demo-globex")) {
            var flood = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < 120; i++) {
                flood.add(globex.askLater("Who approves travel to fair number " + i + "?"));
            }
            assertThat(acme.ask("Who approves travel to the trade fair?").statusCode())
                    .isEqualTo(200);
            var refused = flood.stream()
                    .map(CompletableFuture::join)
                    .filter(response -> response.statusCode() == 429)
                    .toList();

            assertThat(refused).hasSizeGreaterThanOrEqualTo(50);
            var one = refused.get(0);
            assertThat(header(one, "retry-after")).matches("[1-9][0-9]*");
            assertThat(header(one, "x-ratelimit-remaining-requests")).isEqualTo("0");
            assertThat(new JsonObject(one.body()).getJsonObject("error").getString("code"))
                    .isEqualTo("rate_limit_exceeded");
        }
    }

    @Test
    void aWrongKeyAndAWrongModelAreToldApart() {
        assertThat(acme.as("demo-nobody").ask(RETURNS).statusCode()).isEqualTo(401);
        var unknown = acme.ask("gpt-none", RETURNS);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("model_not_found");
    }
}
