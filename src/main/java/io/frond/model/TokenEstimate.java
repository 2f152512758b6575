package io.frond.model;

/** How many tokens a request is, before the provider says so. Fast enough for an event loop, however long the body. */
@FunctionalInterface
public interface TokenEstimate {

    /** Of the prompt as the client wrote it; 0 where it holds no text that Frond reads. */
    long prompt(Ask ask);
}
