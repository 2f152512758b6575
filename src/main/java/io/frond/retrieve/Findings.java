package io.frond.retrieve;

import io.frond.model.Passage;
import io.frond.model.Source;
import java.util.List;

/**
 * What a collection has to say on a question.
 *
 * @param passages best first; empty where nothing fits
 * @param sources what an answer made from them depends on
 */
public record Findings(List<Passage> passages, List<Source> sources) {

    public Findings {
        passages = List.copyOf(passages);
        sources = List.copyOf(sources);
    }
}
