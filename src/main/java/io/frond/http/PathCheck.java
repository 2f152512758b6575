package io.frond.http;

import io.frond.model.Reason;
import io.frond.model.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Keeps out paths that two readers could read differently. Paths are compared as they are written, never repaired. */
final class PathCheck {
    private PathCheck() {}

    /**
     * What follows {@code prefix} in a path, percent-decoded once: the name of a model, which may hold slashes. Throws
     * {@link Refused} where it holds a dot segment or a control character.
     */
    static String rest(String path, String prefix) {
        String rest = decoded(path.substring(path.indexOf(prefix) + prefix.length()));
        if (rest.chars().anyMatch(Character::isISOControl)) {
            throw confusing();
        }
        checkSegments(rest);
        return rest;
    }

    /** Throws {@link Refused} for dot segments, empty segments and backslashes. */
    static void checkSegments(String path) {
        if (path.indexOf('\\') >= 0) {
            throw confusing();
        }
        for (int from = 0; from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            boolean inside = from > 0 && slash >= 0;
            if ((inside && to == from) || dots(path, from, to)) {
                throw confusing();
            }
            from = to + 1;
        }
    }

    private static boolean dots(String path, int from, int to) {
        return to > from && to - from <= 2 && path.charAt(from) == '.' && path.charAt(to - 1) == '.';
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            bytes.put(raw[i] == '%' ? octet(raw, i) : raw[i]);
            i += raw[i] == '%' ? 2 : 0;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw confusing();
        }
    }

    private static byte octet(byte[] raw, int at) {
        int high = at + 2 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
        int low = at + 2 < raw.length ? Character.digit(raw[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw confusing();
        }
        return (byte) ((high << 4) | low);
    }

    private static Refused confusing() {
        return Refused.of(Reason.CALLER_INVALID, "The path is not written plainly.");
    }
}
