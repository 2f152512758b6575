package io.frond.http;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names requests and decisions. Not secret, only never the same twice. Owned by one event loop. */
final class Ids {
    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final RandomGenerator random;

    Ids(RandomGenerator random) {
        this.random = random;
    }

    /** The client's own id where it is fit to be logged, else a new one. */
    String request(@Nullable String asked) {
        return asked != null && fit(asked) ? asked : "req_" + fresh();
    }

    String decision() {
        return "dec_" + fresh();
    }

    private String fresh() {
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits((int) random.nextLong());
    }

    private static boolean fit(String id) {
        return FIT.matcher(id).matches();
    }
}
