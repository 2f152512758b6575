package io.frond.admin;

/** Takes one line per change that an operator made or tried, and of those who were not let in. Called on an event loop: what it does must not block. */
@FunctionalInterface
public interface Audit {

    void write(Line line);

    /**
     * One deed. Nothing in it is secret.
     *
     * @param who how the caller was known: {@code admin_token}, or {@code loopback} where none is asked for;
     *     {@code unknown} where that is why it was not let in
     * @param from the caller's address
     * @param what method and path
     * @param detail what a handler added; empty for nothing
     * @param status of the answer: below 400 it was done
     */
    record Line(String requestId, String who, String from, String what, String detail, int status) {}
}
