package io.frond.cli;

/** The signals of the operating system. */
interface Signals {

    /**
     * Runs {@code reaction} each time the process gets the signal, instead of what Java would do.
     *
     * @param name without SIG: {@code TERM}, {@code INT}, {@code HUP}; one that the system lacks is left alone
     */
    void on(String name, Runnable reaction);
}
