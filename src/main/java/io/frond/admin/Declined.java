package io.frond.admin;

/** An operator's wish that cannot be fulfilled, as it is answered. */
public final class Declined extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /** @param message what was wrong and what would be right; no secret */
    public Declined(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
