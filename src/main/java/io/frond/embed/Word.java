package io.frond.embed;

/**
 * A word of a text and what it means there: the same word has another vector beside other words.
 *
 * @param text lower case, without accents
 * @param vector of unit length; nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Word(String text, float[] vector) {

    /** The words of a prompt stay out of logs, so also out of this. */
    @Override
    public String toString() {
        return "Word[" + text.length() + " characters]";
    }
}
