package io.frond.tenant;

import io.frond.model.Credential;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes keys for tenants. */
public final class Keys {
    /** What every key begins with, so that scanners and log filters recognise one that went astray. */
    public static final String PREFIX = "fk-";

    private static final String SCHEME = "sha256:";
    private static final int BYTES = 32;

    private final RandomGenerator random;

    /** @param random must be cryptographically strong: {@link java.security.SecureRandom} outside tests */
    public Keys(RandomGenerator random) {
        this.random = random;
    }

    /**
     * A new key, shown once, and what goes into the configuration in its stead.
     *
     * @param hash {@code sha256:} and 64 hex digits
     */
    public record Made(String key, String hash) {

        /** The hex digits alone. */
        String digest() {
            return hash.substring(SCHEME.length());
        }

        @Override
        public String toString() {
            return "Made[" + hash + "]";
        }
    }

    /** A key of 256 random bits. */
    public Made make() {
        var bits = new byte[BYTES];
        random.nextBytes(bits);
        var key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        return new Made(key, SCHEME + Credential.of(key).digest());
    }
}
