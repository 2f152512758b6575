package io.frond.embed;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts to token numbers: words are cut into the longest known pieces from the left, marked {@code ##} inside a word.
 * A word that cannot be cut, or is longer than 100 characters, is one unknown token. Marks such as {@code [SEP]} within
 * a text are text.
 */
final class WordPiece {
    private static final int LONGEST_WORD = 100;
    private static final int CHARS_PER_TOKEN_AT_MOST = 40;
    private static final int MARK = -1;

    private final Vocabulary vocabulary;
    private final int maxTokens;
    private final int start;
    private final int end;
    private final int unknown;

    /** @param maxTokens start and end mark included; what goes beyond is cut off */
    WordPiece(Vocabulary vocabulary, int maxTokens) {
        this.vocabulary = vocabulary;
        this.maxTokens = maxTokens;
        this.start = vocabulary.require("[CLS]");
        this.end = vocabulary.require("[SEP]");
        this.unknown = vocabulary.require("[UNK]");
    }

    /** Start mark, tokens, end mark. */
    long[] tokens(String text) {
        return cut(text).tokens();
    }

    /** The same with the words that the tokens are pieces of; a word of which the limit leaves nothing is left out. */
    Cut cut(String text) {
        var tokens = new Tokens(maxTokens);
        tokens.add(start, MARK);
        var words = BertText.words(bounded(text));
        int taken = 0;
        while (taken < words.size() && tokens.count < maxTokens - 1) {
            cut(words.get(taken), taken, tokens);
            taken++;
        }
        return tokens.endedBy(end, words.subList(0, taken));
    }

    /**
     * @param tokens with the marks
     * @param words in order
     * @param owners of each token: the place of its word among the words; -1 for marks
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Cut(long[] tokens, List<String> words, int[] owners) {}

    private void cut(String word, int owner, Tokens tokens) {
        int before = tokens.count;
        int from = 0;
        while (from < word.length()) {
            Piece piece = word.length() > LONGEST_WORD ? null : longest(word, from);
            if (piece == null) {
                tokens.count = before;
                tokens.add(unknown, owner);
                return;
            }
            tokens.add(piece.id, owner);
            from = piece.to;
        }
    }

    private @Nullable Piece longest(String word, int from) {
        for (int to = word.length(); to > from; to--) {
            String piece = word.substring(from, to);
            Integer id = vocabulary.find(from == 0 ? piece : "##" + piece);
            if (id != null) {
                return new Piece(id, to);
            }
        }
        return null;
    }

    /** What lies far beyond the last token that can count need not be read at all. */
    private String bounded(String text) {
        int limit = maxTokens * CHARS_PER_TOKEN_AT_MOST;
        return text.length() <= limit ? text : text.substring(0, limit);
    }

    private record Piece(int id, int to) {}

    /** Grows to its limit and a word beyond, which {@link #endedBy} cuts off again. */
    private static final class Tokens {
        private final int max;
        private long[] ids = new long[32];
        private int[] owners = new int[32];
        private int count;

        private Tokens(int max) {
            this.max = max;
        }

        private void add(int id, int owner) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
                owners = Arrays.copyOf(owners, count * 2);
            }
            owners[count] = owner;
            ids[count++] = id;
        }

        private Cut endedBy(int mark, List<String> words) {
            int size = Math.min(count, max - 1) + 1;
            long[] all = Arrays.copyOf(ids, size);
            int[] whose = Arrays.copyOf(owners, size);
            all[size - 1] = mark;
            whose[size - 1] = MARK;
            return new Cut(all, List.copyOf(words), whose);
        }
    }
}
