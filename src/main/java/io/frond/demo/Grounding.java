package io.frond.demo;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a grounded message holds: the passages of its {@code <passages>} block, and the question around it.
 *
 * @param given whether there was a block at all, an empty one included
 * @param question the text after the block; the text before it where nothing follows
 */
record Grounding(boolean given, List<Quotable> passages, String question) {
    private static final Pattern BLOCK = Pattern.compile("<passages\\b[^>]*>(.*?)</passages>", Pattern.DOTALL);
    private static final Pattern PASSAGE =
            Pattern.compile("<passage\\b((?:\\s++[\\w-]++=\"[^\"]*+\")*+)\\s*+>(.*?)</passage>", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("([\\w-]++)=\"([^\"]*+)\"");
    private static final Pattern ENTITY = Pattern.compile("&(?:(lt|gt|quot|apos|amp)|#(\\d{1,6}));");
    private static final Map<String, String> CHARACTERS =
            Map.of("lt", "<", "gt", ">", "quot", "\"", "apos", "'", "amp", "&");

    /** A passage that can be quoted. Attributes that are not there are empty. */
    record Quotable(String id, String source, String heading, String modified, String text) {}

    static Grounding of(String message) {
        var block = BLOCK.matcher(message);
        if (!block.find()) {
            return new Grounding(false, List.of(), message.strip());
        }
        var passages = PASSAGE.matcher(block.group(1))
                .results()
                .map(Grounding::quotable)
                .toList();
        var after = message.substring(block.end()).strip();
        return new Grounding(
                true,
                passages,
                after.isEmpty() ? message.substring(0, block.start()).strip() : after);
    }

    private static Quotable quotable(MatchResult passage) {
        var attributes = ATTRIBUTE
                .matcher(passage.group(1))
                .results()
                .collect(Collectors.toMap(a -> a.group(1), a -> plain(a.group(2)), (first, second) -> first));
        return new Quotable(
                attributes.getOrDefault("id", ""),
                attributes.getOrDefault("source", ""),
                attributes.getOrDefault("heading", ""),
                attributes.getOrDefault("modified", ""),
                plain(passage.group(2)).strip());
    }

    private static String plain(String escaped) {
        return ENTITY.matcher(escaped).replaceAll(entity -> Matcher.quoteReplacement(character(entity)));
    }

    private static String character(MatchResult entity) {
        return entity.group(1) == null
                ? Character.toString(Integer.parseInt(entity.group(2)))
                : CHARACTERS.getOrDefault(entity.group(1), "");
    }
}
