package io.frond.cli;

/**
 * The end of a verb that could not be done, for a reason that its user can mend. The message is printed as it is;
 * anything else that is thrown counts as a bug.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;

    private Failure(Exit exit, String message) {
        super(message, null, false, false);
        this.exit = exit;
    }

    /** @param report every fault, each with its place */
    public static Failure config(String report) {
        return new Failure(Exit.CONFIG, report);
    }

    public static Failure usage(String message) {
        return new Failure(Exit.USAGE, message);
    }

    /** A port that is taken, an endpoint or store that does not answer. */
    public static Failure unreachable(String message) {
        return new Failure(Exit.UNREACHABLE, message);
    }

    public Exit exit() {
        return exit;
    }
}
