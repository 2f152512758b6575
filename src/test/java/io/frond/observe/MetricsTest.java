package io.frond.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics();

    @Test
    void countersCarryTheirDocumentedNamesAndLabels() {
        metrics.request("acme", "policy", "succeeded");
        metrics.decision("acme", "policy", "rules");
        metrics.cache("acme", "hit");
        metrics.limited("acme", "rate");

        assertThat(metrics.scrape())
                .contains("frond_requests_total{outcome=\"succeeded\",route=\"policy\",tenant=\"acme\"} 1.0")
                .contains("frond_decisions_total{by=\"rules\",route=\"policy\",tenant=\"acme\"} 1.0")
                .contains("frond_cache_total{result=\"hit\",tenant=\"acme\"} 1.0")
                .contains("frond_limited_total{limit=\"rate\",tenant=\"acme\"} 1.0");
    }

    @Test
    void tokensAndTimesAreHistogramsUnderTheConventionsNames() {
        metrics.tokens("chat", "general", 120, 40);
        metrics.duration("chat", "policy", 38);
        metrics.firstToken("chat", "policy", 12);
        metrics.overhead(1.9);

        assertThat(metrics.scrape())
                .contains("gen_ai_client_token_usage_bucket{gen_ai_operation_name=\"chat\","
                        + "gen_ai_provider_name=\"general\",gen_ai_token_type=\"input\",le=\"256.0\"} 1")
                .contains("gen_ai_server_request_duration_seconds_bucket{gen_ai_operation_name=\"chat\","
                        + "route=\"policy\",le=\"0.04\"} 1")
                .contains("gen_ai_server_time_to_first_token_seconds_bucket{gen_ai_operation_name=\"chat\","
                        + "route=\"policy\",le=\"0.01\"} 0")
                .contains("frond_overhead_seconds_bucket{le=\"0.002\"} 1")
                .contains("frond_overhead_seconds_bucket{le=\"0.001\"} 0");
    }

    @Test
    void tenantsBeyondTwoHundredAreOthers() {
        for (int i = 0; i < 300; i++) {
            metrics.cache("tenant-" + i, "hit");
        }

        var scrape = metrics.scrape();

        assertThat(Pattern.compile("frond_cache_total\\{").matcher(scrape).results())
                .hasSize(201);
        assertThat(scrape).contains("frond_cache_total{result=\"hit\",tenant=\"other\"} 100.0");
    }
}
