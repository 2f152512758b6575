package io.frond.retrieve;

import io.frond.model.Passage;
import io.frond.model.Source;
import java.util.List;

/**
 * What a collection has to say on a question.
 *
 * @param passages best first; empty where nothing fits
 * @param sources what an answer made from them depends on
 * @param generation of the collection, as {@link KnowledgeAge#generation()}
 * @param onlyStale whether something would fit but for its age
 */
public record Findings(List<Passage> passages, List<Source> sources, String generation, boolean onlyStale) {

    public Findings {
        passages = List.copyOf(passages);
        sources = List.copyOf(sources);
    }
}
