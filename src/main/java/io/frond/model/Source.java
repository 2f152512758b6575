package io.frond.model;

/**
 * A document that an answer was made from. A cached answer lives only as long as each of its sources is current.
 *
 * @param knowledge the collection's name
 * @param document path or id within it
 * @param version digest of its content; behind a {@code !} the moment until which it stands in any case
 */
public record Source(String knowledge, String document, String version) {}
