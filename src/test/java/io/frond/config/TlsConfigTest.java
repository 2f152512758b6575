package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsConfigTest {
    private static final String YAML =
            "backends: { main: { url: http://a } }\nserver: { tls: { cert: ./cert.pem, key: ./key.pem } }\n";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        put(Certificates.named("one").certificate(), Certificates.named("one").key());
    }

    @Test
    void thePairIsReadFromBesideTheConfigurationAndItsKeyIsNeverPrinted() {
        var tls = Objects.requireNonNull(read().server().tls());
        assertThat(tls.certificates()).isEqualTo(Certificates.named("one").certificate());
        assertThat(tls.key().value()).isEqualTo(Certificates.named("one").key());
        assertThat(read().toString()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void aNewPairMakesAnotherConfigurationThatDiffersInNothingElse() throws IOException {
        var before = read();
        assertThat(read()).isEqualTo(before);
        put(Certificates.named("two").certificate(), Certificates.named("two").key());
        var after = read();
        assertThat(after).isNotEqualTo(before);
        assertThat(after.version()).as("answers stay valid").isEqualTo(before.version());
        assertThat(before.server().alikeButForCertificate(after.server())).isTrue();
        var plain = Given.config("backends: { main: { url: http://a } }").server();
        assertThat(before.server().alikeButForCertificate(plain)).isFalse();
        var elsewhere = before.server().at(new HostPort("127.0.0.1", 1), new HostPort("127.0.0.1", 2));
        assertThat(before.server().alikeButForCertificate(elsewhere)).isFalse();
    }

    @Test
    void theKeyOfAnotherCertificateIsAFault() throws IOException {
        put(Certificates.named("one").certificate(), Certificates.named("two").key());
        assertThat(fault()).isEqualTo("server.tls.key is not the key of the certificate under cert");
    }

    @Test
    void whatCannotBeReadIsAFaultThatRepeatsNothingOfIt() throws IOException {
        put(
                "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n",
                Certificates.named("one").key());
        assertThat(fault()).isEqualTo("server.tls.cert is no file of PEM certificates");
        put(
                Certificates.named("one").certificate(),
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
        assertThat(fault())
                .startsWith("server.tls.key is no private key that can be read")
                .doesNotContain("c2Vj");
        put(Certificates.named("one").certificate(), "c2VjcmV0");
        assertThat(fault()).contains("key.pem holds no PEM block").doesNotContain("c2Vj");
    }

    @Test
    void anRsaKeyIsReadInItsOlderFormToo() throws IOException {
        var pair = Certificates.named("rsa");
        put(pair.certificate(), pair.key());
        assertThat(Given.faults(folder, YAML)).isEmpty();
        put(pair.certificate(), olderForm(pair.key()));
        assertThat(Given.faults(folder, YAML)).isEmpty();
        put(Certificates.named("one").certificate(), pair.key());
        assertThat(fault()).contains("or is that of another kind of certificate");
    }

    /** PKCS#1, which lies within PKCS#8 behind 26 bytes that name the algorithm. */
    private static String olderForm(String pkcs8) {
        var lines = pkcs8.lines().filter(line -> !line.startsWith("-")).toList();
        byte[] bytes = Base64.getDecoder().decode(String.join("", lines));
        byte[] inner = Arrays.copyOfRange(bytes, 26, bytes.length);
        return "-----BEGIN RSA PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(inner)
                + "\n-----END RSA PRIVATE KEY-----\n";
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        Files.delete(folder.resolve("key.pem"));
        assertThat(fault()).startsWith("server.tls.key there is no file").endsWith("key.pem");
    }

    @Test
    void cleartextHttp2BesideTlsIsAFault() {
        var both = YAML.replace("server: {", "server: { h2c: true,");
        assertThat(Given.faults(folder, both))
                .extracting(Fault::problem)
                .containsExactly("is for cleartext; with tls HTTP/2 is spoken already");
    }

    private Config read() {
        return Given.reader().parse("frond.yaml", folder, YAML);
    }

    private String fault() {
        List<Fault> faults = Given.faults(folder, YAML);
        assertThat(faults).hasSize(1);
        return faults.get(0).path() + " " + faults.get(0).problem();
    }

    private void put(String certificate, String key) throws IOException {
        Path cert = Files.writeString(folder.resolve("cert.pem"), certificate);
        Path secret = Files.writeString(folder.resolve("key.pem"), key);
        assertThat(List.of(cert, secret)).allMatch(Files::exists);
    }
}
