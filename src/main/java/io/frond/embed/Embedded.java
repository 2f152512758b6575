package io.frond.embed;

import java.util.List;

/**
 * What a text means, as a whole and word by word.
 *
 * @param vector of the whole text, of unit length; nobody changes it
 * @param words in order; empty where the embedder tells of whole texts alone
 */
@SuppressWarnings("ArrayRecordComponent")
public record Embedded(float[] vector, List<Word> words) {

    public Embedded {
        words = List.copyOf(words);
    }

    @Override
    public String toString() {
        return "Embedded[" + words.size() + " words]";
    }
}
