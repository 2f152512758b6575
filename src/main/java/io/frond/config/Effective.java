package io.frond.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration comes to, in its own words: the value of every key, those of the defaults too. Secrets are marks
 * with a digest, so that a change of one can be seen though nobody can see the secret; what a variable or a file gave
 * stands as it was written.
 *
 * @param marked a JSON object. Marks are in it: for {@link #shown()} only, never to be shown itself
 */
public record Effective(String marked) {
    /** Of a configuration that was not read from anywhere. */
    public static final Effective NONE = new Effective("{}");

    /** Of each mark: this, 64 hex digits, what is shown in its place. */
    private static final char MARK = '\0';

    private static final int DIGITS = 64;

    /**
     * A value that differs.
     *
     * @param path as faults name it: {@code backends.main.timeout.total}
     * @param from null where it was not there
     * @param to null where it is not there any more
     */
    public record Change(
            String path, @Nullable Object from, @Nullable Object to) {}

    /** A value in whose place something else is shown. */
    static String mark(String value, String shown) {
        return MARK + sha256(value) + shown;
    }

    /** A digest over all of it, secrets too; of use to those who have the same salt only. */
    public String digest(byte[] salt) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(marked.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** For people: blocks and lists as in a file. Takes a while for a large one. */
    public JsonObject shown() {
        return (JsonObject) Objects.requireNonNull(unmarked(new JsonObject(marked)));
    }

    private static @Nullable Object unmarked(@Nullable Object value) {
        if (value instanceof JsonObject block) {
            var shown = new JsonObject();
            block.fieldNames().forEach(name -> shown.put(name, unmarked(block.getValue(name))));
            return shown;
        }
        if (value instanceof JsonArray list) {
            var shown = new JsonArray();
            for (int i = 0; i < list.size(); i++) {
                shown.add(unmarked(list.getValue(i)));
            }
            return shown;
        }
        return value instanceof String text && isMark(text) ? text.substring(1 + DIGITS) : value;
    }

    private static boolean isMark(String text) {
        return text.length() > DIGITS && text.charAt(0) == MARK;
    }

    /** From this to the other, in the order of the file. */
    public List<Change> changes(Effective next) {
        var changes = new ArrayList<Change>();
        compare("", new JsonObject(marked), new JsonObject(next.marked), changes);
        return changes;
    }

    private static void compare(String path, @Nullable Object from, @Nullable Object to, List<Change> changes) {
        if (from instanceof JsonObject before && to instanceof JsonObject after) {
            var names = new LinkedHashSet<>(before.fieldNames());
            names.addAll(after.fieldNames());
            names.forEach(name -> compare(
                    path.isEmpty() ? name : path + "." + name, before.getValue(name), after.getValue(name), changes));
        } else if (from instanceof JsonArray before && to instanceof JsonArray after) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(path + "[" + i + "]", at(i, before), at(i, after), changes);
            }
        } else if (!Objects.equals(from, to)) {
            changes.add(new Change(path, unmarked(from), unmarked(to)));
        }
    }

    private static @Nullable Object at(int index, JsonArray list) {
        return index < list.size() ? list.getValue(index) : null;
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Effective[]";
    }
}
