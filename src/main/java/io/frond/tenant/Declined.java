package io.frond.tenant;

/** What an operator wished of keys and cannot have; the message says why and what would be right. Has no stack. */
public final class Declined extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Declined(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** As HTTP would say it. */
    public int status() {
        return status;
    }

    /** One word, for programs. */
    public String code() {
        return code;
    }
}
