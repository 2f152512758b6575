package io.frond.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.FakeClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DemoTest {
    private static final Started STARTED = new Started(
            "9.9",
            Duration.ofMillis(1440),
            URI.create("http://127.0.0.1:18080/v1"),
            URI.create("http://127.0.0.1:18081"),
            List.of(new Started.Tenant("acme", "demo-acme"), new Started.Tenant("closed", null)),
            List.of(new Started.Backend("house-style", "fine-tuned", 2), new Started.Backend("general", "general", 1)),
            List.of(
                    new Started.Knowledge("policies", 6, 43, Duration.ofHours(49)),
                    new Started.Knowledge("empty", 0, 0, null)),
            List.of(
                    new Started.Route("contracts", "house-style", null),
                    new Started.Route("policy", "general", "policies")));

    @Test
    void startsEveryEndpointThatTheConfigurationRefersTo(Vertx vertx) throws Exception {
        var demo = done(Demo.start(vertx, new FakeClock()));
        var referred = Pattern.compile("\\$\\{(DEMO_\\w+)[:}]")
                .matcher(Files.readString(Path.of("conf/demo/frond.yaml")))
                .results()
                .map((MatchResult variable) -> variable.group(1))
                .toList();
        assertThat(referred)
                .containsExactlyInAnyOrderElementsOf(demo.environment().keySet());
        assertThat(demo.environment().values())
                .doesNotHaveDuplicates()
                .allMatch(url -> url.matches("http://127\\.0\\.0\\.1:\\d+/v1"));
        done(demo.close());
    }

    @Test
    void theBannerTellsWhatWasStartedAndNothingElse(Vertx vertx) throws Exception {
        var demo = done(Demo.start(vertx, new FakeClock()));
        var simulate = demo.environment().getOrDefault("DEMO_HOUSE_STYLE_1", "").replace("/v1", "/simulate");
        assertThat(demo.banner(STARTED)).isEqualTo("""
                        Frond 9.9  demo  (the models are SIMULATED: real HTTP endpoints on loopback, no model behind them)
                          tenants    acme        key demo-acme
                                     closed
                          backends   house-style fine-tuned, 2 endpoints
                                     general     general, 1 endpoint
                          knowledge  policies    6 documents, 43 chunks, newest 2 d old
                                     empty       0 documents, 0 chunks
                          routes     contracts   -> house-style
                                     policy      -> general + policies
                          ready in 1.4 s    API http://127.0.0.1:18080/v1    admin http://127.0.0.1:18081
                        Try:
                          curl -i http://127.0.0.1:18080/v1/chat/completions -H 'Authorization: Bearer demo-acme' -H 'content-type: application/json' \\
                            -d '{"model":"auto","messages":[{"role":"user","content":"How long do I have to return a jacket?"}]}'
                        Break an endpoint, and mend it with false:
                          curl -X POST %s -d '{"failing":true}'
                        """.formatted(simulate));
        done(demo.close());
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
