package io.frond.classify;

import java.util.regex.Pattern;

/**
 * So many characters may be looked at for one request by all regular expressions together. An expression that
 * backtracks without end thereby ends, with "not found".
 */
final class Budget {
    static final int CHARACTERS = 4_096;
    private static final int LOOKS = 60_000;

    private int looks = LOOKS;

    /** Whether the pattern occurs in the first characters of the text. */
    boolean finds(Pattern pattern, String text) {
        if (spent()) {
            return false;
        }
        String bounded = text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS);
        try {
            return pattern.matcher(new Counted(bounded)).find();
        } catch (Spent e) {
            return false;
        } catch (StackOverflowError deep) {
            // java.util.regex recurses for each repetition of a group; a long text can exhaust the stack
            looks = 0;
            return false;
        }
    }

    boolean spent() {
        return looks <= 0;
    }

    private final class Counted implements CharSequence {
        private final String text;

        private Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (--looks <= 0) {
                throw new Spent();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.substring(start, end));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Spent() {
            super("regular expression takes too long", null, false, false);
        }
    }
}
