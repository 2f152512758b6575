package io.frond.upstream;

/** What an operator can tell an endpoint. It holds until the opposite is told. */
public enum Order {
    /** Keep new calls away, as a breaker would. */
    OPEN,
    /** Take calls again and forget all failures, whether failures or an operator had opened it. */
    CLOSE,
    /** Take no new calls, whatever the breaker says; let those that run finish. */
    DRAIN,
    /** No longer drained; the breaker is as it is. */
    UNDRAIN
}
