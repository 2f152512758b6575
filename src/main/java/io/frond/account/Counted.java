package io.frond.account;

import java.util.Locale;

/** What is added up of requests. The names in lower case are those of reports and of stores: they never change. */
enum Counted {
    REQUESTS,
    /** Requests that ended in an error, whoever's fault it was. */
    ERRORS,
    /** Answered from Frond's own cache, or together with an equal request: no tokens. */
    CACHE_HITS,
    TOKENS_IN,
    /** Of those read, what the provider had in its own cache. */
    TOKENS_CACHED,
    TOKENS_OUT,
    /** Of those written, what was not part of an answer's text. */
    TOKENS_REASONING,
    /** Seen of tries that broke off within the answer. They are not part of an answer and cost the tenant nothing. */
    TOKENS_LOST,
    /** Billionths of a US dollar. */
    COST,
    /** Requests with tokens whose price nobody has said: they are not part of the cost. */
    UNPRICED,
    /** Requests whose tokens the provider did not tell, so that they are an estimate. */
    ESTIMATED;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
        return word;
    }
}
