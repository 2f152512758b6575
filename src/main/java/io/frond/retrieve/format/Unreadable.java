package io.frond.retrieve.format;

/** Ends the reading of a file that does not fit; its message is the reason that its owner is told. Has no stack. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
