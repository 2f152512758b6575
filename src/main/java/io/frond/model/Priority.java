package io.frond.model;

/** Who goes first where there is not room for all. */
public enum Priority {
    /** Somebody waits for it. */
    INTERACTIVE,
    /** Can wait: queued behind the others, turned away before them. */
    BATCH;

    private final String label = name().toLowerCase(java.util.Locale.ROOT);

    /** As headers, configuration and metrics write it. */
    public String label() {
        return label;
    }
}
