package io.frond.retrieve.source;

/** A page that must not or cannot be fetched as it is; the message is for its owner. Has no stack. */
final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;

    Rejected(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
