package io.frond.cache;

import java.util.regex.Pattern;

/** Whether a question asks for something that changes by the hour or day. */
final class Now {
    private static final Pattern SIGNS = Pattern.compile(
            "\\b(today|tonight|now|nowadays|currently|current|latest|newest|recent|recently|yesterday|tomorrow|this"
                    + " (morning|afternoon|evening|week|weekend|month|quarter|year)|(last|next)"
                    + " (night|week|weekend|month|quarter|year)|at the moment|so far|up to date|as of|breaking|news"
                    + "|weather|forecast|stock price|share price|what time|what day|what date|how long ago|still open)\\b",
            Pattern.CASE_INSENSITIVE);

    private Now() {}

    static boolean speaks(String question) {
        return SIGNS.matcher(question).find();
    }
}
