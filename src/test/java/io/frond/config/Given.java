package io.frond.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the tests of this package begin with. */
final class Given {
    static final Names NAMES = new Names(
            List.of("openai"), List.of("p2c", "round-robin", "prefix"), List.of("lucene", "pgvector", "opensearch"));
    /** As shipped; what the schema in the repository and the reference page are written from. */
    static final Names SHIPPED = new Names(
            List.of("openai"),
            List.of("p2c", "least-loaded", "weighted", "round-robin", "prefix"),
            List.of("lucene", "pgvector", "opensearch"));

    static final Map<String, String> ENVIRONMENT = Map.of("OPENAI_API_KEY", "sk-from-the-environment", "EMPTY", "");

    private Given() {}

    static ConfigFile reader() {
        return new ConfigFile(NAMES, ENVIRONMENT::get);
    }

    static Config config(String yaml) {
        return reader().parse("frond.yaml", Path.of("/nowhere"), yaml);
    }

    /** The entry of that name, which must be there. */
    static <T> T the(String name, Map<String, T> all) {
        return Objects.requireNonNull(all.get(name), name);
    }

    static List<Fault> faults(String yaml) {
        return faults(Path.of("/nowhere"), yaml);
    }

    static List<Fault> faults(Path folder, String yaml) {
        try {
            Config unused = reader().parse("frond.yaml", folder, yaml);
            return List.of();
        } catch (InvalidConfig e) {
            return e.faults();
        }
    }
}
