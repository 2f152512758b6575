package io.frond;

import io.frond.config.Names;
import io.frond.config.SourceConfig;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Index;
import io.frond.retrieve.Indexing;
import io.frond.upstream.balance.Balancer;
import io.frond.upstream.dialect.Dialect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything that can be named in the configuration: kind, name, factory. A new one is a new file and a line here. The
 * first of each kind is the default.
 */
final class Plugins {

    static final Map<String, Supplier<Dialect>> DIALECTS = table("openai", Dialect::openAi);

    static final Map<String, Supplier<Balancer>> BALANCERS = table("p2c", Balancer::p2c);

    static {
        BALANCERS.put("least-loaded", Balancer::leastLoaded);
        BALANCERS.put("weighted", Balancer::weighted);
        BALANCERS.put("round-robin", Balancer::roundRobin);
        BALANCERS.put("prefix", Balancer::prefix);
    }

    static final Map<String, Function<Indexing, Index>> INDEXES =
            table("lucene", setting -> Index.inMemory(setting.searching(), setting.writing()));

    static {
        INDEXES.put("pgvector", Index::inPostgres);
        INDEXES.put("opensearch", Index::inOpenSearch);
    }

    /** Of documents, by the kind of their configuration. */
    static final Map<String, BiFunction<SourceConfig, Foundation, DocumentSource>> SOURCES =
            table("folder", Sources::folder);

    static {
        SOURCES.put("web", Sources::web);
        SOURCES.put("table", Sources::table);
    }

    private Plugins() {}

    /** What the configuration may say. */
    static Names names() {
        return new Names(names(DIALECTS), names(BALANCERS), names(INDEXES));
    }

    private static List<String> names(Map<String, ?> table) {
        return List.copyOf(table.keySet());
    }

    private static <F> Map<String, F> table(String name, F factory) {
        var table = new LinkedHashMap<String, F>();
        table.put(name, factory);
        return table;
    }
}
