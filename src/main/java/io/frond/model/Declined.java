package io.frond.model;

/** An operator's wish that cannot be fulfilled; the message says why and what would be right. Has no stack. */
public final class Declined extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param status as HTTP would say it
     * @param code one word, for programs
     * @param message no secret
     */
    public Declined(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
