package io.frond.sdk;

/** A running server that OpenAI's clients can be pointed at. */
interface OpenAiServer extends AutoCloseable {

    /** Up to and including {@code /v1}. */
    String url();

    /** A key that it accepts; it refuses {@code sk-nobody}. */
    String key();

    /** A model that it lists and answers for; it knows no {@code no-such-model}. */
    String model();

    @Override
    void close();
}
