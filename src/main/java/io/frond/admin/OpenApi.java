package io.frond.admin;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The document that describes this port: {@code openapi.yaml} beside this class. */
final class OpenApi {

    private OpenApi() {}

    /** Blocks. */
    static JsonObject document() {
        try (var in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.yaml"))) {
            var load = new Load(LoadSettings.builder().build());
            @SuppressWarnings("unchecked")
            var tree = (Map<String, Object>) load.loadFromInputStream(in);
            return new JsonObject(tree);
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of Frond's own cannot be read", e);
        }
    }
}
