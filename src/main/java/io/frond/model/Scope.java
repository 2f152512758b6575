package io.frond.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a key can be held to. This is the one table of which call needs which scope: a call belongs to the scope that
 * lists the first segment of its path, and to {@link #OTHER} where none does.
 */
public enum Scope {
    CHAT("chat", "completions", "responses"),
    EMBEDDINGS("embeddings", "rerank"),
    MODERATIONS("moderations"),
    AUDIO("audio"),
    IMAGES("images"),
    FILES("files", "uploads"),
    BATCHES("batches"),
    FINE_TUNING("fine_tuning"),
    /** Listing what the key may name as {@code model}. */
    MODELS("models"),
    /** Whatever else a backend serves under the base URL. */
    OTHER;

    public static final Set<Scope> ALL = Set.of(values());

    private final Set<String> families;
    private final String word = name().toLowerCase(Locale.ROOT);

    Scope(String... families) {
        this.families = Set.of(families);
    }

    /** The scope that a call needs. */
    public static Scope of(Operation operation) {
        var family = operation.family();
        return Arrays.stream(values())
                .filter(scope -> scope.families.contains(family))
                .findFirst()
                .orElse(OTHER);
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
