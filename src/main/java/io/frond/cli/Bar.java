package io.frond.cli;

/** Tells how far something is, on the standard error: one line that is written again and again. */
record Bar(Desk desk) {
    private static final int CELLS = 24;
    private static final int WIDEST = 100;

    /** @param what there are so many of */
    void show(int done, int of, String what) {
        int full = of == 0 ? 0 : CELLS * Math.min(done, of) / of;
        desk.err().print("\r[" + "#".repeat(full) + "-".repeat(CELLS - full) + "] " + done + " of " + of + " " + what);
        desk.err().flush();
    }

    void clear() {
        desk.err().print("\r" + " ".repeat(WIDEST) + "\r");
        desk.err().flush();
    }
}
