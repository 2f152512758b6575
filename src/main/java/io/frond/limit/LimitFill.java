package io.frond.limit;

import io.frond.model.Limits;

/**
 * A configured limit and how full it is.
 *
 * @param of whose it is: {@code tenant:acme}, {@code tenant:acme:key:web}, {@code route:policy}
 * @param limit in the unit of its kind
 */
public record LimitFill(String of, Limits.Kind kind, long limit, Fill fill) {}
