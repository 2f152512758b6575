package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.frond.config.Secret;
import io.frond.config.TlsConfig;
import io.frond.testing.Certificates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS as clients that are not Vert.x see it, HTTP/2 in cleartext, and certificates that change. */
@ExtendWith(VertxExtension.class)
class TlsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofMillis(400);

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void theJdksClientGetsTheProtocolItWants(HttpClient.Version version, Vertx vertx) throws Exception {
        try (var surface = new Surface(vertx, Surface.http2("one", MINUTE, MINUTE))) {
            var client = jdk(version, "one");
            var answer = client.send(chat(surface, "https", Surface.KEY, Surface.HELLO), BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"id\":\"1\"}");
            var refused = client.send(chat(surface, "https", "wrong", "x".repeat(900_000)), BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("invalid_api_key");
            client.shutdownNow();
        }
    }

    @Test
    void theJdksClientSeesThatAStreamIsBroken(Vertx vertx) throws Exception {
        try (var surface = new Surface(vertx, Surface.http2("one", MINUTE, MINUTE))) {
            surface.upstream = call -> {
                var tap = new Tap();
                tap.pour("data: 1\n\n");
                tap.breakOff();
                return Future.succeededFuture(Surface.streamed(tap));
            };
            var client = jdk(HttpClient.Version.HTTP_2, "one");
            var request = chat(surface, "https", Surface.KEY, Surface.HELLO);
            assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
            client.shutdownNow();
        }
    }

    /** Upgraded by the JDK's client, as it does in cleartext. */
    @Test
    void cleartextHttp2IsSpokenWhereItIsSwitchedOn(Vertx vertx) throws Exception {
        try (var surface = new Surface(vertx, Surface.http2(null, MINUTE, MINUTE));
                var old = surface.client()) {
            var client = jdk(HttpClient.Version.HTTP_2, "one");
            for (int i = 0; i < 2; i++) {
                var answer = client.send(chat(surface, "http", Surface.KEY, Surface.HELLO), BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(answer.body()).isEqualTo("{\"id\":\"1\"}");
            }
            assertThat(surface.asked).extracting(ask -> ask.body().toString()).containsOnly(Surface.HELLO);
            assertThat(old.chat(Surface.HELLO).answer().status()).isEqualTo(200);
            assertThat(old.get("/v1/models").answer().status()).isEqualTo(200);
            client.shutdownNow();
        }
    }

    @Test
    void cleartextHttp2IsNotSpokenOtherwise(Vertx vertx) throws Exception {
        try (var surface = new Surface(vertx)) {
            var client = jdk(HttpClient.Version.HTTP_2, "one");
            var answer = client.send(chat(surface, "http", Surface.KEY, Surface.HELLO), BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.statusCode()).isEqualTo(200);
            client.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, true", "TLSv1.2, true", "TLSv1.1, false"})
    void oldVersionsOfTlsAreNotSpoken(String version, boolean spoken, Vertx vertx) throws Exception {
        try (var surface = new Surface(vertx, Surface.http2("one", MINUTE, MINUTE));
                var socket = socket(surface, "one")) {
            socket.setEnabledProtocols(new String[] {version});
            if (spoken) {
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            } else {
                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            }
        }
    }

    @Test
    void aNewCertificateIsForNewConnectionsAndTheOldOnesGoOn(Vertx vertx) throws Exception {
        try (var surface = new Surface(vertx, Surface.http2("one", MINUTE, MINUTE));
                var old = socket(surface, "one")) {
            old.startHandshake();
            Surface.await(surface.listener().renew(Surface.tls("two")));
            for (int i = 0; i < 4; i++) {
                assertThat(presented(surface)).as("on every loop").isEqualTo("CN=two");
            }
            old.getOutputStream().write(get().getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(old)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aCertificateThatCannotBeUsedChangesNothing(Vertx vertx) throws Exception {
        try (var surface = new Surface(vertx, Surface.http2("one", MINUTE, MINUTE))) {
            var garbage = new TlsConfig("no certificate", new Secret("no key"));
            assertThatThrownBy(() -> Surface.await(surface.listener().renew(garbage)))
                    .isInstanceOf(AssertionError.class);
            assertThat(presented(surface)).isEqualTo("CN=one");
            Surface.await(surface.listener().renew(Surface.tls("two")));
            assertThat(presented(surface)).isEqualTo("CN=two");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoNeverSaysWhichProtocolItSpeaksIsCutOff(boolean tls, Vertx vertx) throws Exception {
        try (var surface = new Surface(vertx, Surface.http2(tls ? "one" : null, SOON, MINUTE));
                var silent = surface.client()) {
            assertThat(silent.rest()).isEmpty();
        }
    }

    @Test
    void whoNeverSendsARequestAfterTheHandshakeIsCutOff(Vertx vertx) throws Exception {
        try (var surface = new Surface(vertx, Surface.http2("one", SOON, MINUTE));
                var http2 = socket(surface, "one")) {
            var parameters = http2.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            http2.setSSLParameters(parameters);
            http2.startHandshake();
            assertThat(http2.getApplicationProtocol()).isEqualTo("h2");
            byte[] settings = http2.getInputStream().readAllBytes();
            assertThat(settings.length).isLessThan(100);
        }
    }

    @Test
    void aClientThatWaitsLongForItsAnswerIsNotTakenForIdle(Vertx vertx) throws Exception {
        try (var surface = new Surface(vertx, Surface.http2("one", Duration.ofMillis(200), SOON))) {
            surface.upstream = call -> vertx.timer(1, TimeUnit.SECONDS).map(later -> Surface.whole("{}"));
            for (var version : HttpClient.Version.values()) {
                var client = jdk(version, "one");
                var answer = client.send(chat(surface, "https", Surface.KEY, Surface.HELLO), BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                client.shutdownNow();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http2", "--http1.1"})
    void curlIsAnsweredOverTls(String protocol, Vertx vertx, @TempDir Path folder) throws Exception {
        var trusted = Files.writeString(
                folder.resolve("ca.pem"), Certificates.named("one").certificate());
        try (var surface = new Surface(vertx, Surface.http2("one", MINUTE, MINUTE))) {
            var said = curl(protocol, "--cacert", trusted.toString(), url(surface, "https", "/v1/models"));
            assertThat(said)
                    .startsWith(protocol.equals("--http2") ? "HTTP/2 200" : "HTTP/1.1 200")
                    .contains("contracts");
        }
    }

    @Test
    void curlIsAnsweredInCleartextHttp2WithPriorKnowledge(Vertx vertx) throws Exception {
        try (var surface = new Surface(vertx, Surface.http2(null, MINUTE, MINUTE))) {
            var models = url(surface, "http", "/v1/models");
            assertThat(curl("--http2-prior-knowledge", models)).startsWith("HTTP/2 200");
            var heavy = "x-a: " + "x".repeat(34_000);
            assertThat(curl("--http2-prior-knowledge", "-H", heavy, models)).startsWith("HTTP/2 431");
        }
    }

    private static String curl(String... arguments) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not here");
        var command = new ArrayList<>(List.of("/usr/bin/curl", "-sS", "-i", "--max-time", "20"));
        command.addAll(List.of("-H", "x-api-key: " + Surface.KEY));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static HttpClient jdk(HttpClient.Version version, String trusted) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(Certificates.trusting(trusted))
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    private static HttpRequest chat(Surface surface, String scheme, String key, String body) {
        return HttpRequest.newBuilder(URI.create(url(surface, scheme, "/v1/chat/completions")))
                .timeout(Duration.ofSeconds(20))
                .header("authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static String url(Surface surface, String scheme, String path) {
        return scheme + "://127.0.0.1:" + surface.port() + path;
    }

    private static SSLSocket socket(Surface surface, String... trusted) throws IOException {
        var socket =
                (SSLSocket) Certificates.trusting(trusted).getSocketFactory().createSocket("127.0.0.1", surface.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String presented(Surface surface) throws IOException {
        try (var socket = socket(surface, "one", "two")) {
            socket.startHandshake();
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    private static String get() {
        return "GET /v1/models HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Surface.KEY + "\r\n\r\n";
    }

    private static String statusLine(SSLSocket socket) throws IOException {
        var line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next != '\r';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
