package io.frond.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;

/**
 * A digest of what a JSON text says, whatever its white space, the order of its members and the escapes in its strings.
 *
 * <p>One pass, no tree: scalars and arrays go into the digest of the object around them as they are read; each member's
 * value gets a digest of its own, and these go in ordered by name. Every part is preceded by its kind and length, so
 * that no two values run into one another. Numbers count as they are spelled: that {@code 1} misses {@code 1.0} does no
 * harm, that two numbers beyond a double's precision are taken for one would. Strings are taken by their UTF-16 units,
 * so that lone surrogates differ too. A text with a name twice in one object has no digest: what it says is in doubt.
 */
final class Canonical {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;
    private boolean severalChoices;

    private Canonical(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Feeds the whole of {@code json}, one value and nothing behind it, into the digest.
     *
     * @return whether the request asks for one answer only; of several one could be cut short unseen
     */
    static boolean digest(byte[] json, MessageDigest into) throws IOException {
        try (var parser = JSON.createParser(json)) {
            var reading = new Canonical(parser);
            reading.value(reading.next(), into);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more than one value");
            }
            return !reading.severalChoices;
        }
    }

    private void value(JsonToken token, MessageDigest into) throws IOException {
        switch (token) {
            case START_OBJECT -> object(into);
            case START_ARRAY -> array(into);
            case VALUE_STRING -> text(parser.getText(), into);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> part('#', parser.getText(), into);
            case VALUE_TRUE -> into.update((byte) 't');
            case VALUE_FALSE -> into.update((byte) 'f');
            case VALUE_NULL -> into.update((byte) '0');
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new JsonParseException(parser, "not a value");
        }
    }

    private void array(MessageDigest into) throws IOException {
        into.update((byte) '[');
        for (var token = next(); token != JsonToken.END_ARRAY; token = next()) {
            value(token, into);
        }
        into.update((byte) ']');
    }

    private void object(MessageDigest into) throws IOException {
        var members = new TreeMap<String, byte[]>();
        for (var token = next(); token != JsonToken.END_OBJECT; token = next()) {
            var name = parser.currentName();
            members.put(name, member(name));
        }
        into.update((byte) '{');
        members.forEach((name, digest) -> {
            text(name, into);
            into.update(digest);
        });
        into.update((byte) '}');
    }

    private byte[] member(String name) throws IOException {
        var outermost = parser.getParsingContext().getParent().inRoot();
        var token = next();
        if (outermost && name.equals("n") && !parser.getText().equals("1")) {
            severalChoices = true;
        }
        var member = sha256();
        value(token, member);
        return member.digest();
    }

    private JsonToken next() throws IOException {
        var token = parser.nextToken();
        if (token == null) {
            throw new JsonParseException(parser, "the text ends too early");
        }
        return token;
    }

    static void text(String text, MessageDigest into) {
        part('"', text, into);
    }

    private static void part(char kind, String text, MessageDigest into) {
        var bytes = new byte[5 + 2 * text.length()];
        bytes[0] = (byte) kind;
        for (int i = 0; i < 4; i++) {
            bytes[1 + i] = (byte) (text.length() >>> (24 - 8 * i));
        }
        for (int i = 0; i < text.length(); i++) {
            bytes[5 + 2 * i] = (byte) (text.charAt(i) >>> 8);
            bytes[6 + 2 * i] = (byte) text.charAt(i);
        }
        into.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
