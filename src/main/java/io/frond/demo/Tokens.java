package io.frond.demo;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How simulated endpoints count: a token is a run of letters, a run of digits, or one other visible character. White
 * space belongs to the token behind it and is not counted.
 */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("\\s*+(?:\\p{L}[\\p{L}\\p{M}]*+|\\p{N}++|\\S)(?:\\s++\\z)?");

    private Tokens() {}

    /** The text cut before each token; joined again it is the same text. White space alone is no token. */
    static List<String> split(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    static int count(String text) {
        return (int) TOKEN.matcher(text).results().count();
    }
}
