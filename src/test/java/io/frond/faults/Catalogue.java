package io.frond.faults;

/** The sixteen faults, each by what the provider does. */
enum Catalogue {
    S01("answers 429 with `Retry-After: 2` once"),
    S02("answers 429 without a header, always"),
    S03("answers 500 once"),
    S04("answers 503 always"),
    S05("resets the connection before headers, once"),
    S06("accepts and never answers"),
    S07("sends headers at once, the first token after 20 s"),
    S08("cuts the stream after 40 of 60 tokens"),
    S09("stalls after 20 tokens for 30 s"),
    S10("sends one malformed event in an otherwise good stream"),
    S11("never sends `[DONE]` after a complete stream"),
    S12("answers 400 `context_length_exceeded`"),
    S13("answers 400 `content_policy_violation`"),
    S14("cuts the stream, and the fallback refuses an assistant prefill"),
    S15("is down for 60 s, 20 requests 4 s apart"),
    S16("fails, and the fallback answers");

    final String provider;

    Catalogue(String provider) {
        this.provider = provider;
    }
}
