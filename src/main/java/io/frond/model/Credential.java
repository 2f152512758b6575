package io.frond.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client proves itself with: the SHA-256 of its key. The key itself is forgotten at the edge, unless it has the
 * form of a signed token, which must be read to be checked.
 *
 * @param digest 64 hex digits; empty where no key was sent
 * @param token a signed token (JWS, compact form) as it was sent; null for keys. In no message, ever
 */
public record Credential(String digest, @Nullable String token) {

    public static final Credential NONE = new Credential("");

    /** Three parts in base64url, the first of which begins as every JSON object does. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** Only cloned: looking an algorithm up costs more than digesting a key. */
    private static final MessageDigest SHA_256 = sha256();

    /** A key by its digest. */
    public Credential(String digest) {
        this(digest, null);
    }

    public static Credential of(String key) {
        return new Credential(
                HexFormat.of().formatHex(sha256(key)), TOKEN.matcher(key).matches() ? key : null);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static byte[] sha256(String key) {
        try {
            var digest = (MessageDigest) SHA_256.clone();
            return digest.digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("the JDK's digests can be cloned", e);
        }
    }

    @Override
    public String toString() {
        return digest.isEmpty() ? "Credential[none]" : "Credential[sha256:" + digest.substring(0, 8) + "]";
    }
}
