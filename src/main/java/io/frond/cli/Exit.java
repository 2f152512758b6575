package io.frond.cli;

/** What the process tells the shell. */
public enum Exit {
    OK(0),
    CONFIG(1),
    USAGE(2),
    UNREACHABLE(3),
    /** Frond's own mistake; the number is the one of {@code sysexits}. */
    BUG(70),
    /** A second Ctrl-C: the end was not waited for. */
    INTERRUPTED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
