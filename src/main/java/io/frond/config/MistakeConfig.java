package io.frond.config;

import java.util.List;

/**
 * What decisions cost where they go wrong, in wrong answers of the ordinary kind.
 *
 * @param missedRetrieval answering from a model alone what should have been looked up
 * @param wastedRetrieval looking up what a model alone should have answered
 * @param second each second until the first byte
 * @param dollar each dollar
 */
public record MistakeConfig(double missedRetrieval, double wastedRetrieval, double second, double dollar) {
    public static final MistakeConfig USUAL = new MistakeConfig(1, 1, 0, 0);
    private static final double MOST = 1_000;
    private static final double QUICK = 0.1;
    private static final double CHEAP = 10;

    static MistakeConfig from(Section s) {
        String prefer = s.choice(
                "prefer",
                List.of("quality", "speed", "cost"),
                "quality",
                "speed: ten seconds count as much as a wrong answer; cost: ten cents do; quality: neither counts");
        return new MistakeConfig(
                price(s, "missed_retrieval", 1, "answering from a model alone what should have been looked up"),
                price(s, "wasted_retrieval", 1, "looking up what a model alone should have answered"),
                price(
                        s,
                        "second",
                        prefer.equals("speed") ? QUICK : 0,
                        "each second of waiting, instead of what prefer says"),
                price(s, "dollar", prefer.equals("cost") ? CHEAP : 0, "each dollar, instead of what prefer says"));
    }

    private static double price(Section s, String key, double usual, String doc) {
        return s.value(key, Kinds.decimal(0, MOST), usual, doc);
    }
}
