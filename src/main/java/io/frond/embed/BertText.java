package io.frond.embed;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A text cut into words as uncased BERT models were trained on: control characters dropped, accents stripped,
 * lower case, every punctuation mark and every CJK character a word of its own.
 */
final class BertText {
    private final StringBuilder word = new StringBuilder();
    private final List<String> words = new ArrayList<>();

    private BertText() {}

    static List<String> words(String text) {
        var cut = new BertText();
        String decomposed = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFD);
        decomposed.codePoints().forEach(cut::take);
        cut.endWord();
        return cut.words;
    }

    private void take(int c) {
        if (isSpace(c)) {
            endWord();
        } else if (isPunctuation(c) || isCjk(c)) {
            endWord();
            word.appendCodePoint(c);
            endWord();
        } else if (!isDropped(c)) {
            word.appendCodePoint(Character.toLowerCase(c));
        }
    }

    private void endWord() {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || (c > 127 && (Character.isSpaceChar(c) || c == 0x85));
    }

    /** Controls, lone surrogates, the replacement character, and the accents that decomposition left standing alone. */
    private static boolean isDropped(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.NON_SPACING_MARK -> true;
            default -> c == 0xFFFD;
        };
    }

    private static boolean isPunctuation(int c) {
        if (c < 128) {
            return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isCjk(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x20000 && c <= 0x2A6DF)
                || (c >= 0x2A700 && c <= 0x2B81F)
                || (c >= 0x2B820 && c <= 0x2CEAF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }
}
