package io.frond.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a client proves itself with: the SHA-256 of its key. The key itself is forgotten at the edge.
 *
 * @param digest 64 hex digits; empty where no key was sent
 */
public record Credential(String digest) {

    public static final Credential NONE = new Credential("");

    /** Only cloned: looking an algorithm up costs more than digesting a key. */
    private static final MessageDigest SHA_256 = sha256();

    public static Credential of(String key) {
        return new Credential(HexFormat.of().formatHex(sha256(key)));
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
