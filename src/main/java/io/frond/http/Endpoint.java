package io.frond.http;

/** What answers the requests of one path. */
@FunctionalInterface
interface Endpoint {

    /** Answers now or later. Throws {@code Refused} where the answer is no. */
    void answer(Exchange exchange);
}
