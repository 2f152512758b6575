package io.frond.evaluate;

import io.frond.config.KnowledgeConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is tuned of a collection, with the rest as it is. */
public record Settings(KnowledgeConfig.Chunk chunk, KnowledgeConfig.Search search) {

    public static Settings of(KnowledgeConfig config) {
        return new Settings(config.chunk(), config.search());
    }

    Settings with(int topK, double minScore, double dense) {
        return new Settings(
                chunk, new KnowledgeConfig.Search(topK, minScore, dense, search.context(), search.timeout()));
    }

    /** The collection with these. */
    public KnowledgeConfig in(KnowledgeConfig config) {
        return new KnowledgeConfig(
                config.name(),
                config.index(),
                config.source(),
                config.refresh(),
                chunk,
                search,
                config.services(),
                config.terms());
    }

    /** The same, by words and vectors alike. */
    public Settings hybrid() {
        return with(search.topK(), search.minScore(), 0.5);
    }

    /** Those keys of the collection's block that are not as in the other, with this one's values as one writes them. */
    public Map<String, String> changes(Settings other) {
        var changes = new LinkedHashMap<String, String>();
        words().forEach((key, value) -> {
            if (!value.equals(other.words().get(key))) {
                changes.put(key, value);
            }
        });
        return changes;
    }

    private Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        words.put("chunk.tokens", Integer.toString(chunk.tokens()));
        words.put("chunk.overlap", Integer.toString(chunk.overlap()));
        words.put("search.dense", share(search.dense()));
        words.put("search.top_k", Integer.toString(search.topK()));
        words.put("search.min_score", share(search.minScore()));
        return words;
    }

    /** In percent where nothing is lost by that. */
    private static String share(double value) {
        long percent = Math.round(100 * value);
        return percent / 100.0 == value ? percent + "%" : Double.toString(value);
    }

    @Override
    public String toString() {
        return words().toString();
    }
}
