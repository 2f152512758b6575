package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.testing.Eventually;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the surface turns away by itself gets its one line in the ledger like everything else. */
@ExtendWith(VertxExtension.class)
class RefusalsTest {
    private Surface surface;

    @BeforeEach
    void open(Vertx vertx) {
        surface = new Surface(vertx);
    }

    @AfterEach
    void close() {
        surface.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, '', CALLER_URL",
        "POST, /v1/v1/chat/completions, '', CALLER_URL",
        "GET, /v1/chat/completions, '', CALLER_METHOD",
        "POST, /v1/chat/completions, 'x-api-key: another', CALLER_INVALID",
        "GET, /v1/models/nobody, '', CALLER_MODEL",
        "GET, /v1/../livez, '', CALLER_INVALID",
    })
    void aRefusalOfTheSurfaceItselfIsAccountedOnce(String method, String path, String header, Reason reason) {
        var more = header.isEmpty() ? "" : header + "\r\n";
        try (var client = surface.client()) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nAuthorization: Bearer "
                    + Surface.KEY + "\r\n" + more + "\r\n");
            assertThat(client.answer().status()).isEqualTo(reason.status());
        }
        accounted(reason);
    }

    @Test
    void aRefusalOfTheGatewayIsNotAccountedTwice() {
        try (var client = surface.client()) {
            assertThat(client.chat("{}").answer().status()).isEqualTo(400);
            assertThat(client.chat("{}", "Authorization: Bearer wrong").answer().status())
                    .isEqualTo(401);
        }
        accounted(Reason.CALLER_INVALID, Reason.CALLER_AUTH);
    }

    @Test
    void whoComesWhileTheServerStopsIsAccounted(Vertx vertx) {
        var stopping = new Surface(vertx);
        try (var client = stopping.client();
                var late = stopping.client()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nAuthorization: Bearer "
                    + Surface.KEY + "\r\n\r\n");
            late.get("/v1/models").answer();
            Eventually.within(Duration.ofSeconds(5), () -> assertThat(stopping.gateways.get())
                    .isGreaterThan(1));
            var drained = stopping.listener().drain();
            assertThat(late.get("/v1/models").answer().status()).isEqualTo(503);
            client.send("?");
            assertThat(client.answer().status()).isEqualTo(400);
            Surface.await(drained);
        }
        assertThat(stopping.refused)
                .extracting(Refused::reason)
                .containsExactly(Reason.DRAINING, Reason.CALLER_INVALID);
    }

    @Test
    void healthIsNobodysRequest() {
        try (var client = surface.client()) {
            surface.ready = false;
            assertThat(client.get("/readyz").answer().status()).isEqualTo(503);
        }
        assertThat(surface.refused).isEmpty();
    }

    private void accounted(Reason... reasons) {
        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(surface.refused).extracting(Refused::reason).containsExactly(reasons));
    }
}
