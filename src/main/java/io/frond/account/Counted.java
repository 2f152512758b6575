package io.frond.account;

import java.util.Locale;

/** What is added up of requests. The places, and the names in lower case, are those of
 * reports and of stores: they never change. */
enum Counted {
    REQUESTS(0),
    /** Requests that ended in an error, whoever's fault it was. */
    ERRORS(1),
    /** Answered from Frond's own cache, or together with an equal request: no tokens. */
    CACHE_HITS(2),
    TOKENS_IN(3),
    /** Of those read, what the provider had in its own cache. */
    TOKENS_CACHED(4),
    TOKENS_OUT(5),
    /** Of those written, what was not part of an answer's text. */
    TOKENS_REASONING(6),
    /** Seen of tries that broke off within the answer. They are not part of an answer and cost the tenant nothing. */
    TOKENS_LOST(7),
    /** Billionths of a US dollar. */
    COST(8),
    /** Requests with tokens whose price nobody has said: they are not part of the cost. */
    UNPRICED(9),
    /** Requests whose tokens the provider did not tell, so that they are an estimate. */
    ESTIMATED(10);

    private final String word = name().toLowerCase(Locale.ROOT);
    private final int place;

    Counted(int place) {
        this.place = place;
    }

    /** Where it stands in a row, from 0. */
    int place() {
        return place;
    }

    String word() {
        return word;
    }
}
