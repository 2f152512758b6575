package io.frond.faults;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a simulated model says to one question: tokens that each carry the question's nonce and their own place, so that
 * a lost, a doubled and a foreign token all show.
 */
public record Answer(String nonce) {
    public static final int TOKENS = 60;

    public String token(int place) {
        return nonce + "." + place + " ";
    }

    public String text() {
        return text(TOKENS);
    }

    /** The beginning of it. */
    String text(int tokens) {
        return IntStream.range(0, tokens).mapToObj(this::token).collect(Collectors.joining());
    }

    /** The place of the token that follows this beginning; -1 where it is no beginning of this answer. */
    int after(String beginning) {
        return IntStream.rangeClosed(0, TOKENS)
                .filter(count -> text(count).strip().equals(beginning.strip()))
                .findFirst()
                .orElse(-1);
    }
}
