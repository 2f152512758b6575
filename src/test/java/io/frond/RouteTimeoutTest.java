package io.frond;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.testing.Client;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F9: a route waits as long as it says, whatever its backends do. */
class RouteTimeoutTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String YAML = """
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            backends:
              main: { url: "${ONE}", timeout: { first_token: 1m, total: 1m, idle: 1m }, retry: { attempts: 0 } }
              spare: { url: "${TWO}" }
            routes:
              brief:
                to: main
                fallback: []
                timeout: { first_token: 300ms, total: 300ms, idle: 300ms, stream: 2s }
              rescued: { to: main, fallback: [spare], timeout: { first_token: 300ms } }
              patient: { to: main, timeout: { total: 2m } }
            default: patient
            tenants:
              many: { keys: [{ name: k, hash: "${MANY}" }] }
            """;

    private RunningProgram program;

    @BeforeEach
    void start() {
        program = new RunningProgram(YAML, Path.of("."));
        program.one.instead(silence());
        program.two.instead(answer());
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private HttpResponse<String> ask(String route, boolean stream) {
        return program.post(
                "{\"model\":\"" + route + "\",\"stream\":" + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "many");
    }

    private static void soon(Runnable work) {
        long began = System.nanoTime();
        work.run();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }

    @Test
    void f9AWholeAnswerIsWaitedForAsLongAsTheRouteSays() {
        soon(() -> assertThat(ask("brief", false).statusCode()).isEqualTo(504));
    }

    @Test
    void f9SoIsTheFirstTokenOfAStream() {
        soon(() -> assertThat(ask("brief", true).statusCode()).isEqualTo(504));
    }

    @Test
    void f9SoIsTheNextPieceOfAStream() {
        program.one.instead(streamHead().then(bytes(deltas("Hi"))));
        soon(() -> assertThatThrownBy(() -> ask("brief", true)).hasMessage("no whole answer"));
        assertThat(program.line().error()).isEqualTo("upstream_timeout");
    }

    @Test
    void f9WhatARouteGivesATryLeavesTimeForItsFallback() {
        program.two.instead(stream(true, "Hi"));
        soon(() -> assertThat(Client.header(ask("rescued", true), "x-frond-endpoint"))
                .isEqualTo("spare#1"));
    }

    @Test
    void f9WhatItLeavesOutIsTheBackends() {
        program.one.instead(exchange -> exchange.later(Duration.ofMillis(600), () -> answer().play(exchange)));
        assertThat(ask("patient", false).statusCode()).isEqualTo(200);
    }
}
