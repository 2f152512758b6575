package io.frond.config;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.impl.KeyStoreHelper;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a certificate and a private key can be read and belong together. Java's key stores take any pair, and the first
 * client would find out.
 */
final class KeyPairCheck {
    private static final byte[] PROBE = {1, 2, 3};

    private KeyPairCheck() {}

    /** @param key of the configuration, {@code cert} or {@code key} */
    record Problem(String key, String text) {}

    /** Null where all is well. Never repeats what the files hold. */
    static @Nullable Problem problem(String certificates, String key) {
        var cert = Buffer.buffer(certificates);
        if (store(List.of(), cert) == null) {
            return new Problem("cert", "is no file of PEM certificates");
        }
        var pair = store(List.of(Buffer.buffer(key)), cert);
        if (pair == null) {
            return new Problem(
                    "key",
                    "is no private key that can be read, or is that of another kind of certificate;"
                            + " RSA and EC keys can be read, if not encrypted");
        }
        return belong(pair) ? null : new Problem("key", "is not the key of the certificate under cert");
    }

    /** Null where something cannot be read. Parsers of what anybody may have written fail in many ways. */
    private static @Nullable KeyStore store(List<Buffer> keys, Buffer certificates) {
        try {
            return keys.isEmpty()
                    ? KeyStoreHelper.loadCA(List.of(certificates).stream())
                    : KeyStoreHelper.loadKeyCert(keys, List.of(certificates));
        } catch (Exception unreadable) {
            return null;
        }
    }

    private static boolean belong(KeyStore pair) {
        try {
            String alias = pair.aliases().nextElement();
            Key key = pair.getKey(alias, KeyStoreHelper.DUMMY_PASSWORD.toCharArray());
            return verifies((PrivateKey) key, pair.getCertificate(alias).getPublicKey());
        } catch (GeneralSecurityException | ClassCastException otherKind) {
            return false;
        }
    }

    private static boolean verifies(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        var signature = Signature.getInstance(algorithm(key));
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
