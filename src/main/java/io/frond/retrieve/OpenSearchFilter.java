package io.frond.retrieve;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Which chunks a search may find, as OpenSearch's query; and the fields that it looks at. */
final class OpenSearchFilter {
    private static final JsonObject NOTHING = new JsonObject().put("match_none", new JsonObject());
    private static final JsonObject ALL = new JsonObject().put("match_all", new JsonObject());

    private OpenSearchFilter() {}

    /** Of a chunk's facts: an attribute is a word of its kind, name and value, and once more a number if it is one. */
    static JsonObject fields(Map<String, Object> attributes) {
        var pairs = new JsonArray();
        var numbers = new JsonArray();
        attributes.forEach((key, value) -> {
            pairs.add(pair(key, value));
            if (value instanceof Double number) {
                numbers.add(new JsonObject().put("key", key).put("value", number));
            }
        });
        return new JsonObject().put("pairs", pairs).put("numbers", numbers);
    }

    private static String pair(String key, Object value) {
        return value.getClass().getSimpleName() + " " + key + "\u0001" + value;
    }

    static JsonObject of(Search search) {
        long at = search.at().toEpochMilli();
        var late = new JsonArray().add(range("valid_from", "gt", at)).add(range("valid_until", "lte", at));
        return bool("filter", new JsonArray().add(of(search.filter())))
                .mergeIn(new JsonObject().put("bool", new JsonObject().put("must_not", late)), true);
    }

    private static JsonObject of(Filter filter) {
        return switch (filter) {
            case Filter.All all -> all.parts().isEmpty() ? ALL : bool("filter", each(all.parts()));
            case Filter.Any any -> any.parts().isEmpty() ? NOTHING : any(each(any.parts()));
            case Filter.Within within -> within(within);
            case Filter.Compare compare -> compare(compare);
        };
    }

    private static JsonArray each(List<Filter> parts) {
        return new JsonArray(parts.stream().map(OpenSearchFilter::of).toList());
    }

    private static JsonObject within(Filter.Within within) {
        var pairs = new JsonArray(
                within.values().stream().map(value -> pair(within.key(), value)).toList());
        var any = new JsonObject().put("terms", new JsonObject().put("pairs", pairs));
        return within.in() ? any : not(any);
    }

    private static JsonObject compare(Filter.Compare compare) {
        return switch (compare.operator()) {
            case EQ -> equal(compare);
            case NE -> not(equal(compare));
            case GT -> sized(compare, "gt");
            case GTE -> sized(compare, "gte");
            case LT -> sized(compare, "lt");
            case LTE -> sized(compare, "lte");
        };
    }

    private static JsonObject equal(Filter.Compare compare) {
        return new JsonObject().put("term", new JsonObject().put("pairs", pair(compare.key(), compare.value())));
    }

    private static JsonObject sized(Filter.Compare compare, String sign) {
        if (!(compare.value() instanceof Double value)) {
            return NOTHING;
        }
        var both = new JsonArray()
                .add(new JsonObject().put("term", new JsonObject().put("numbers.key", compare.key())))
                .add(range("numbers.value", sign, value));
        return new JsonObject()
                .put("nested", new JsonObject().put("path", "numbers").put("query", bool("filter", both)));
    }

    static JsonObject range(String field, String sign, Number bound) {
        return new JsonObject().put("range", new JsonObject().put(field, new JsonObject().put(sign, bound)));
    }

    private static JsonObject not(JsonObject query) {
        return bool("must_not", new JsonArray().add(query));
    }

    private static JsonObject any(JsonArray parts) {
        var either = bool("should", parts);
        either.getJsonObject("bool").put("minimum_should_match", 1);
        return either;
    }

    static JsonObject bool(String clause, JsonArray parts) {
        return new JsonObject().put("bool", new JsonObject().put(clause, parts));
    }
}
