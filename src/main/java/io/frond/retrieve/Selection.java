package io.frond.retrieve;

import io.frond.config.KnowledgeConfig;
import io.frond.model.Passage;
import io.frond.model.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Which hits become passages: at most so many, none below the lowest score, none far below the best, and no more than
 * the context holds.
 *
 * <p>A hit that does not fit the rest of the context is left out, and smaller ones behind it may still come in.
 */
final class Selection {
    /** Share of the best score below which a hit only takes attention from better ones. */
    private static final double GAP = 0.4;

    private final String knowledge;
    private final KnowledgeConfig.Search limits;

    Selection(String knowledge, KnowledgeConfig.Search limits) {
        this.knowledge = knowledge;
        this.limits = limits;
    }

    /** @param hits best first */
    List<Passage> of(List<Hit> hits) {
        if (hits.isEmpty()) {
            return List.of();
        }
        double lowest = Math.max(limits.minScore(), GAP * hits.getFirst().score());
        var passages = new ArrayList<Passage>();
        int room = limits.context();
        for (var hit : hits) {
            int size = Chunk.tokens(hit.chunk().searchable());
            if (hit.score() < lowest || passages.size() == limits.topK()) {
                break;
            }
            if (size <= room) {
                passages.add(passage(hit));
                room -= size;
            }
        }
        return passages;
    }

    private Passage passage(Hit hit) {
        var chunk = hit.chunk();
        var source = new Source(knowledge, chunk.document(), chunk.version());
        return new Passage(source, chunk.heading(), chunk.text(), hit.score(), chunk.modified());
    }
}
