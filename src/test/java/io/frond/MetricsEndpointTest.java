package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads of a program that has answered a few questions. */
class MetricsEndpointTest {
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `((?:frond|gen_ai)_[a-z_]+)` \\|");
    /** Of things that the demo does not do in two questions. */
    private static final List<String> SELDOM = List.of(
            "frond_limited_total",
            "frond_config_reloads_total",
            "frond_cost_usd_total",
            "frond_events_dropped_total",
            "frond_fallbacks_total",
            "frond_feedback_total",
            "frond_rescues_total",
            "frond_endpoint_healthy",
            "frond_endpoint_waiting",
            "frond_endpoint_cache");

    @TempDir
    Path folder;

    @Test
    void everyDocumentedMetricIsThereWithLabelsFromTheConfigurationOnly() throws IOException {
        var page = Files.readString(Path.of("src/main/docs/guides/logs-and-metrics.md"));
        var names = new TreeSet<String>();
        DOCUMENTED.matcher(page).results().forEach(name -> names.add(name.group(1)));
        SELDOM.forEach(names::remove);
        try (var demo = RunningDemo.in(folder);
                var client = demo.client("demo-acme");
                var operator = demo.operator()) {
            assertThat(client.ask("auto", "How long may I return goods? planted-words")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(streamed(client)).contains("[DONE]");

            assertThat(names).hasSizeGreaterThan(20);
            Eventually.within(Duration.ofSeconds(10), () -> {
                var scrape = operator.get("/metrics").body();
                assertThat(names).allSatisfy(name -> assertThat(scrape).containsPattern("(?m)^" + name));
                assertThat(scrape).doesNotContain("planted-words", "demo-acme");
            });
            opened(demo);
        }
    }

    private static String streamed(Client client) {
        return client.post("/v1/chat/completions", new JsonObject("""
                                {"model":"auto","stream":true,"stream_options":{"include_usage":true},
                                 "messages":[{"role":"user","content":"Redraft this clause: the seller may not."}]}""")).body();
    }

    private static void opened(RunningDemo demo) {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(demo.operators().resolve("/metrics"))
                    .header("accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("content-type").orElse(""))
                    .startsWith("application/openmetrics-text; version=1.0.0");
            assertThat(answer.body()).endsWith("# EOF\n");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
