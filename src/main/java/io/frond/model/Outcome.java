package io.frond.model;

/** How a request, a try or a lease ended, seen from the side that served it. */
public enum Outcome {
    /** A whole answer, the provider's own 4xx for a bad request included. */
    SUCCEEDED,
    /** The endpoint's fault. The only outcome that moves a breaker. */
    FAILED,
    /** Says nothing about the endpoint: the client left, or Frond itself refused. */
    IGNORED
}
