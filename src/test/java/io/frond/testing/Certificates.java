package io.frond.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for this machine that sign themselves, made by the keytool of the JDK that runs the tests. */
public final class Certificates {
    private static final char[] PASSWORD = "not-secret".toCharArray();
    private static final Map<String, Pair> MADE = new ConcurrentHashMap<>();

    private Certificates() {}

    /** Both as PEM, the key as PKCS#8. */
    public record Pair(String certificate, String key) {}

    /** The same for the same name, within one run. With a key for RSA where the name begins so, else for EC. */
    public static Pair named(String name) {
        return MADE.computeIfAbsent(name, Certificates::make);
    }

    /** A client's context that trusts these and no others. */
    public static SSLContext trusting(String... names) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (String name : names) {
                store.setCertificateEntry(name, certificate(named(name).certificate()));
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Certificate certificate(String pem) throws GeneralSecurityException {
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        return CertificateFactory.getInstance("X.509").generateCertificate(bytes);
    }

    private static Pair make(String name) {
        try {
            var folder = Files.createTempDirectory("frond-certificate");
            var file = folder.resolve("store.p12");
            keytool(name, file);
            var pair = read(file);
            Files.delete(file);
            Files.delete(folder);
            return pair;
        } catch (GeneralSecurityException | IOException | InterruptedException e) {
            throw new AssertionError("no certificate could be made", e);
        }
    }

    private static void keytool(String name, Path file) throws IOException, InterruptedException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var password = new String(PASSWORD);
        var process = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        name.startsWith("rsa") ? "RSA" : "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        password)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("keytool: " + said);
        }
    }

    private static Pair read(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        Key key = store.getKey("server", PASSWORD);
        return new Pair(
                pem("CERTIFICATE", store.getCertificate("server").getEncoded()), pem("PRIVATE KEY", key.getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
