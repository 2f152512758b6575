package io.frond.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Walks a tree of YAML values beside its schema; names that people choose are left out of the paths. */
final class Paths {
    private static final List<String> NAMED =
            List.of(".backends", ".backends.model_prices", ".embedders", ".knowledge", ".routes", ".tenants");

    private Paths() {}

    static List<String> in(Object tree) {
        var found = new ArrayList<String>();
        walk(found, "", tree);
        return found;
    }

    private static void walk(List<String> found, String path, Object tree) {
        if (tree instanceof List<?> list) {
            list.forEach(item -> walk(found, path, item));
        } else if (tree instanceof Map<?, ?> map && NAMED.contains(path)) {
            map.values().forEach(value -> walk(found, path + ".", value));
        } else if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                String below = path.endsWith(".") ? path + key : path + "." + key;
                found.add(below);
                walk(found, below, value == null ? "" : value);
            });
        }
    }
}
