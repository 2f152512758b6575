package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.cli.Listening;
import io.frond.config.ConfigFile;
import io.frond.config.HostPort;
import io.frond.testing.Certificates;
import io.frond.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running program follows the files of its certificate. */
class CertificateReloadTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Vertx vertx = Loops.strict();
    private FileSource source;
    private Wiring wiring;

    @BeforeEach
    void start() throws Exception {
        put("cert.pem", Certificates.named("one").certificate());
        put("key.pem", Certificates.named("one").key());
        put("frond.yaml", """
                backends: { main: { url: "http://127.0.0.1:9/v1" } }
                server: { tls: { cert: ./cert.pem, key: ./key.pem } }
                """);
        var anywhere = new Listening(new HostPort("127.0.0.1", 0), new HostPort("127.0.0.1", 0));
        source = new FileSource(new ConfigFile(Plugins.names(), name -> null), folder.resolve("frond.yaml"), anywhere);
        wiring = get(Wiring.start(vertx, source.read(), line -> {}, source));
        source.follow(vertx, wiring);
    }

    @AfterEach
    void stop() throws Exception {
        source.close();
        get(wiring.drain());
        get(vertx.close());
    }

    @Test
    void aNewPairIsTakenOverAndHalfOfOneIsNot() throws Exception {
        assertThat(presented()).isEqualTo("CN=one");
        put("cert.pem", Certificates.named("two").certificate());
        assertThat(source.reload()
                        .transform(done -> Future.succeededFuture(done.failed()))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .as("its key is still the old one")
                .isTrue();
        assertThat(presented()).isEqualTo("CN=one");
        put("key.pem", Certificates.named("two").key());
        Eventually.within(SOON, () -> assertThat(presented()).isEqualTo("CN=two"));
    }

    private String presented() {
        var sockets = Certificates.trusting("one", "two").getSocketFactory();
        try (var socket = (SSLSocket) sockets.createSocket("127.0.0.1", wiring.port())) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void put(String name, String text) throws IOException {
        Path written = Files.writeString(folder.resolve(name), text);
        assertThat(written).exists();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
