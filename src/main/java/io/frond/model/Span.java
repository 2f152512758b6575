package io.frond.model;

/** A half-open byte range {@code [from, to)} of a body. */
public record Span(int from, int to) {

    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("span " + from + ".." + to + " is not a range of bytes");
        }
    }

    public int length() {
        return to - from;
    }

    /** The empty range before byte {@code at}: a place to insert. */
    public static Span before(int at) {
        return new Span(at, at);
    }
}
