package io.frond.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pieces of JSON Schema. */
final class Schemas {
    private Schemas() {}

    /** YAML reads {@code model: 4} as a number; Frond takes it as the text it is. */
    static Map<String, Object> text() {
        return Map.of("type", List.of("string", "number", "boolean"));
    }

    static Map<String, Object> range(String type, Number least, Number most) {
        return Map.of("type", type, "minimum", least, "maximum", most);
    }

    static Map<String, Object> pattern(String pattern) {
        return Map.of("type", "string", "pattern", pattern);
    }

    static Map<String, Object> choice(List<String> words) {
        var all = new ArrayList<Object>(words);
        if (words.contains("off")) {
            all.add(false);
        }
        return Map.of("enum", all);
    }

    static Map<String, Object> either(Map<String, Object> one, Map<String, Object> other) {
        return Map.of("anyOf", List.of(one, other));
    }
}
