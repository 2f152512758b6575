package io.frond.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service that turns texts into vectors, by OpenAI's {@code /embeddings}.
 *
 * @param url up to and including {@code /v1}
 * @param dimensions of its vectors; asked for in each request where {@code shorten}
 * @param batch texts per request at most
 * @param timeout of one request
 */
public record EmbedderConfig(
        String name,
        URI url,
        @Nullable Secret key,
        String model,
        int dimensions,
        boolean shorten,
        int batch,
        Duration timeout) {
    static final String BUILTIN = "builtin";

    static Map<String, EmbedderConfig> all(Section root) {
        return root.named(
                "embedders",
                new Claims(new java.util.HashMap<>(Map.of(BUILTIN, "the built-in model", "off", "nothing")))
                        .name("another embedder"),
                "services that turn texts into vectors, each by a name of your choice",
                EmbedderConfig::from);
    }

    private static EmbedderConfig from(String name, Section s) {
        return new EmbedderConfig(
                name,
                s.required("url", Wire.url(), "up to and including /v1"),
                s.secret("key", "sent as a bearer token"),
                s.required("model", Kinds.text(), "as the service calls it"),
                s.required("dimensions", Kinds.integer(2, 16_000), "numbers in one of its vectors"),
                s.flag(
                        "shorten",
                        false,
                        "asks the service for vectors of so many dimensions, where it can shorten them"),
                s.integer("batch", 32, 1, 2048, "texts in one request at most"),
                s.duration("timeout", Duration.ofSeconds(10), "of one request"));
    }

    /** What its vectors depend on: equal words, vectors that can be compared. */
    public String space() {
        return url + " " + model + " " + dimensions;
    }
}
