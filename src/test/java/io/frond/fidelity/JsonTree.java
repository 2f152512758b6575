package io.frond.fidelity;

import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON text as a tree whose nodes know where they stand. Written apart from the scanner under test, to judge it:
 * strict, recursive, and slow.
 */
final class JsonTree {
    private final Buffer text;
    private int at;

    /** @param kind the value's first byte */
    record Node(char kind, Span at, List<Member> members, List<Node> items) {

        /** The member of that name, read as JSON reads names; null where there is none. */
        Member member(String name) {
            return members.stream().filter(m -> m.name.equals(name)).findFirst().orElse(null);
        }

        boolean has(String name) {
            return member(name) != null;
        }

        Node get(String name) {
            return member(name).value;
        }
    }

    /** @param at from the name's quote to the end of the value */
    record Member(String name, Span at, Node value) {}

    private JsonTree(Buffer text) {
        this.text = text;
    }

    /** Throws {@link IllegalArgumentException} where the text is not exactly one JSON value. */
    static Node parse(Buffer text) {
        var tree = new JsonTree(text);
        try {
            tree.blanks();
            var root = tree.value();
            tree.blanks();
            tree.check(tree.at == text.length());
            return root;
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
    }

    /** The bytes of a node as they stand. */
    static String raw(Buffer text, Span at) {
        return text.getString(at.from(), at.to());
    }

    private Node value() {
        int from = at;
        char kind = peek();
        var members = new ArrayList<Member>();
        var items = new ArrayList<Node>();
        switch (kind) {
            case '{' -> list('}', () -> members.add(member()));
            case '[' -> list(']', () -> items.add(value()));
            case '"' -> string();
            default -> scalar();
        }
        return new Node(kind, new Span(from, at), members, items);
    }

    private Member member() {
        int from = at;
        check(peek() == '"');
        var name = (String) Json.decodeValue(string());
        blanks();
        check(next() == ':');
        blanks();
        var value = value();
        return new Member(name, new Span(from, at), value);
    }

    private void list(char end, Runnable element) {
        at++;
        blanks();
        if (peek() == end) {
            at++;
            return;
        }
        while (true) {
            element.run();
            blanks();
            char then = next();
            if (then == end) {
                return;
            }
            check(then == ',');
            blanks();
        }
    }

    private String string() {
        int from = at++;
        while (peek() != '"') {
            at += peek() == '\\' ? 2 : 1;
        }
        at++;
        return text.getString(from, at);
    }

    private void scalar() {
        int from = at;
        while (at < text.length() && "{}[]\",: \t\r\n".indexOf(peek()) < 0) {
            at++;
        }
        check(text.getString(from, at).matches("true|false|null|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?"));
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(peek()) >= 0) {
            at++;
        }
    }

    private char peek() {
        return (char) text.getByte(at);
    }

    private char next() {
        return (char) text.getByte(at++);
    }

    private void check(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("this is not JSON at byte " + at);
        }
    }
}
