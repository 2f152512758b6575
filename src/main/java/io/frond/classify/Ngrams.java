package io.frond.classify;

/**
 * How often the character pairs and triples, the words and the word pairs of a text occur, and of what form it is (how
 * long, how it ends, whether there are numbers), counted in 2^16 hashed buckets. Case, runs of white space and the
 * difference between digits do not count.
 *
 * <p>No vocabulary is kept, so an unseen word still has n-grams in common with its kin, and the cost is microseconds:
 * every gram is counted in a table of all buckets, then the buckets are gathered in the order of their first grams.
 * Neither loop branches on what it finds. A thread's table is used again for its next text. Counts are exact for texts
 * of up to 10,000 characters.
 */
final class Ngrams {
    static final int BUCKETS = 1 << 16;
    private static final int LONGEST = 3;
    private static final int WORD = 0x3C6EF372;
    private static final int PAIR = 0x2545F491;
    private static final int LENGTH = 0x51ED270B;
    private static final int WORDS = 0x68E31DA4;
    private static final int NUMBERS = 0x1B56C4E9;
    private static final int LAST = 0x7F4A7C15;
    private static final int MANY_WORDS = 12;
    private static final int MANY_NUMBERS = 3;
    /** Grams of a text beside those that begin at one of its characters, and as many words and pairs of words. */
    private static final int FORMS = 8;

    private static final ThreadLocal<Ngrams> MINE = ThreadLocal.withInitial(Ngrams::new);

    /** All zero between two texts. */
    private final char[] table = new char[BUCKETS];

    private char[] chars = new char[0];
    private int[] bucket = new int[0];
    private int[] count = new int[0];
    private int size;

    private Ngrams() {}

    /** Of this text, until the same thread asks for another's. */
    static Ngrams of(String text) {
        var grams = MINE.get();
        grams.clear(text.length() + 2);
        int length = grams.plain(text);
        grams.countCharacters(length);
        grams.countWords(length);
        grams.gather();
        return grams;
    }

    private void clear(int length) {
        size = 0;
        if (length > chars.length) {
            chars = new char[length];
            bucket = new int[length * (LONGEST + 1) + FORMS];
            count = new int[bucket.length];
        }
    }

    int size() {
        return size;
    }

    int bucket(int i) {
        return bucket[i];
    }

    int count(int i) {
        return count[i];
    }

    /** Lower case, each run of white space one space, one at either end, each digit a zero. Returns the length. */
    private int plain(String text) {
        char[] plain = chars;
        int n = 0;
        plain[n++] = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = plain(text.charAt(i));
            if (c != ' ' || plain[n - 1] != ' ') {
                plain[n++] = c;
            }
        }
        if (plain[n - 1] != ' ') {
            plain[n++] = ' ';
        }
        return n;
    }

    private static char plain(char c) {
        if (c >= 'a' && c <= 'z') {
            return c;
        }
        if (c <= ' ' || Character.isWhitespace(c)) {
            return ' ';
        }
        return Character.isDigit(c) ? '0' : Character.toLowerCase(c);
    }

    private void countCharacters(int length) {
        char[] text = chars;
        int[] found = bucket;
        int grams = size;
        int from = 0;
        for (; from + LONGEST <= length; from++) {
            int two = next(text[from], text[from + 1]);
            int three = next(two, text[from + 2]);
            found[grams] = counted(two + 1);
            found[grams + 1] = counted(three + 2);
            grams += 2;
        }
        size = grams;
        for (; from + 1 < length; from++) {
            int hash = text[from];
            for (int i = from + 1; i < length; i++) {
                hash = next(hash, text[i]);
                add(hash + i - from);
            }
        }
    }

    /** Words, and each with the one before it; what stands before the first and behind the last counts as a word. */
    private void countWords(int length) {
        char[] text = chars;
        int before = WORD;
        int hash = WORD;
        int words = 0;
        int numbers = 0;
        for (int i = 0; i < length; i++) {
            char c = text[i];
            if ((c >= 'a' && c <= 'z') || Character.isLetterOrDigit(c)) {
                numbers += c == '0' && !(i > 0 && text[i - 1] == '0') ? 1 : 0;
                hash = next(hash, c);
            } else if (hash != WORD) {
                add(hash);
                add(pair(before, hash));
                before = hash;
                hash = WORD;
                words++;
            }
        }
        add(pair(before, WORD));
        countForm(length, words, numbers);
    }

    private static int pair(int before, int word) {
        return ((before * 0x01000193) ^ word) + PAIR;
    }

    private void countForm(int length, int words, int numbers) {
        int halfOctaves = (int) (2 * Math.log(length) / Math.log(2));
        add(LENGTH + halfOctaves);
        add(WORDS + Math.min(words, MANY_WORDS));
        add(NUMBERS + Math.min(numbers, MANY_NUMBERS));
        add(LAST + chars[Math.max(0, length - 2)]);
    }

    private static int next(int hash, char c) {
        return (hash * 0x01000193) ^ c;
    }

    private void add(int hash) {
        bucket[size++] = counted(hash);
    }

    /** The bucket of a hash, one gram fuller. */
    private int counted(int hash) {
        int at = (hash * 0x9E3779B1) >>> 16;
        table[at]++;
        return at;
    }

    /** The first gram of a bucket takes the whole count; the others find zero, and the next overwrites them. */
    private void gather() {
        char[] counts = table;
        int[] found = bucket;
        int[] often = count;
        int all = size;
        int kept = 0;
        for (int i = 0; i < all; i++) {
            int at = found[i];
            int times = counts[at];
            counts[at] = 0;
            found[kept] = at;
            often[kept] = times;
            kept += -times >>> 31;
        }
        size = kept;
    }
}
