package io.frond.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a collection uses of other programs.
 *
 * @param engine that its index is in; null where that is in this process
 * @param embedder null for the built-in one
 */
public record Services(
        @Nullable EngineConfig engine, @Nullable EmbedderConfig embedder) {
    /** Nothing: all is in this process. */
    public static final Services NONE = new Services(null, null);

    /** What the configuration has to choose from. */
    record Choice(
            @Nullable PostgresConfig postgres,
            @Nullable OpenSearchConfig openSearch,
            Map<String, EmbedderConfig> embedders) {

        static Choice from(Section root) {
            return new Choice(PostgresConfig.from(root), OpenSearchConfig.from(root), EmbedderConfig.all(root));
        }

        /** Those of one block: what {@code index} means, and its key {@code embed}. */
        Services of(String index, Section s) {
            return new Services(engine(index, s), embedder(s));
        }

        private @Nullable EngineConfig engine(String index, Section s) {
            return switch (index) {
                case "pgvector" -> there(postgres, "pgvector", "postgres", s);
                case "opensearch" -> there(openSearch, "opensearch", "opensearch", s);
                default -> null;
            };
        }

        private static @Nullable EngineConfig there(
                @Nullable EngineConfig engine, String index, String block, Section s) {
            if (engine == null) {
                s.fault("index", "says " + index + ", but no " + block + " block tells where that is");
            }
            return engine;
        }

        private @Nullable EmbedderConfig embedder(Section s) {
            var name = s.value(
                    "embed",
                    Kinds.reference("embedder", words(List.of())),
                    EmbedderConfig.BUILTIN,
                    "what turns texts into vectors: builtin, or one of the embedders");
            return embedders.get(name);
        }

        /** The built-in one, those of the configuration, and what else a key may say. */
        List<String> words(List<String> more) {
            return Stream.of(List.of(EmbedderConfig.BUILTIN), List.copyOf(embedders.keySet()), more)
                    .flatMap(List::stream)
                    .toList();
        }
    }
}
