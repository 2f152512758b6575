package io.frond.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a key can be held to. Here stands which call needs which: one that is not in the table needs {@link #OTHER}.
 */
public enum Scope {
    CHAT,
    EMBEDDINGS,
    MODERATIONS,
    AUDIO,
    IMAGES,
    FILES,
    BATCHES,
    FINE_TUNING,
    /** Listing what the key may name as {@code model}. */
    MODELS,
    /** Whatever else a backend serves under the base URL. */
    OTHER;

    public static final Set<Scope> ALL = Set.of(values());

    private static final Map<String, Scope> BY_FAMILY = Map.ofEntries(
            Map.entry("chat", CHAT),
            Map.entry("completions", CHAT),
            Map.entry("responses", CHAT),
            Map.entry("feedback", CHAT),
            Map.entry("embeddings", EMBEDDINGS),
            Map.entry("rerank", EMBEDDINGS),
            Map.entry("moderations", MODERATIONS),
            Map.entry("audio", AUDIO),
            Map.entry("images", IMAGES),
            Map.entry("files", FILES),
            Map.entry("uploads", FILES),
            Map.entry("vector_stores", FILES),
            Map.entry("batches", BATCHES),
            Map.entry("fine_tuning", FINE_TUNING),
            Map.entry("models", MODELS));

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The scope that a call needs. */
    public static Scope of(Operation operation) {
        return BY_FAMILY.getOrDefault(operation.family(), OTHER);
    }

    /** As configuration, tokens and messages write it; empty where there is no such scope. */
    public static Optional<Scope> named(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }

    /** All of them, as they are written. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Scope::word).toList();
    }

    /** How it is written. */
    public String word() {
        return word;
    }
}
