package io.frond.account;

import io.frond.model.Journal;
import io.frond.model.Refused;
import io.frond.model.Reply;

/** Settles, counts and writes down how each request ended, exactly once. */
public interface Ledger {

    /** The same reply; at its end the lease is closed and the line written. */
    Reply account(Journal journal, Reply reply);

    /** There is no reply: the lease, if one was given, is closed at once and the line written. */
    void refused(Journal journal, Refused why);
}
