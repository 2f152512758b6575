package io.frond.demo;

/** What a simulated model does with a prompt. Pure and thread-safe; may take milliseconds, so it runs on a worker. */
@FunctionalInterface
interface Voice {

    /** The answer to the last user message; empty text is a message too. */
    String answer(String message);
}
