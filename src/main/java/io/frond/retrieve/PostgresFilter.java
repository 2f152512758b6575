package io.frond.retrieve;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which chunks a search may find, as a condition on the table {@code k}; what it compares with are parameters. */
final class PostgresFilter {
    private final List<Object> parameters;

    /** @param parameters of the statement, to which those of the condition are added */
    PostgresFilter(List<Object> parameters) {
        this.parameters = parameters;
    }

    String condition(Search search) {
        var at = parameter(search.at().toEpochMilli(), "bigint");
        var valid = "(k.valid_from is null or k.valid_from <= " + at
                + ") and (k.valid_until is null or k.valid_until > " + at + ")";
        return search.filter().equals(Filter.NONE) ? valid : valid + " and " + condition(search.filter());
    }

    private String condition(Filter filter) {
        return switch (filter) {
            case Filter.All all -> joined(all.parts(), " and ", "true");
            case Filter.Any any -> joined(any.parts(), " or ", "false");
            case Filter.Within within -> within(within);
            case Filter.Compare compare -> compare(compare);
        };
    }

    private String joined(List<Filter> parts, String by, String none) {
        return parts.isEmpty() ? none : parts.stream().map(this::condition).collect(Collectors.joining(by, "(", ")"));
    }

    private String within(Filter.Within within) {
        var any = within.values().isEmpty()
                ? "false"
                : within.values().stream()
                        .map(value -> equal(within.key(), value))
                        .collect(Collectors.joining(" or ", "(", ")"));
        return within.in() ? any : "not " + any;
    }

    private String compare(Filter.Compare compare) {
        return switch (compare.operator()) {
            case EQ -> equal(compare.key(), compare.value());
            case NE -> "not " + equal(compare.key(), compare.value());
            case GT -> sized(compare, ">");
            case GTE -> sized(compare, ">=");
            case LT -> sized(compare, "<");
            case LTE -> sized(compare, "<=");
        };
    }

    /** Containment tells kinds apart: a number never equals a text. */
    private String equal(String key, Object value) {
        var pair = new JsonObject(Map.of(key, value)).encode();
        return "(k.attributes @> cast(" + parameter(pair, "text") + " as jsonb))";
    }

    private String sized(Filter.Compare compare, String sign) {
        if (!(compare.value() instanceof Double value)) {
            return "false";
        }
        var held = "k.attributes -> " + parameter(compare.key(), "text");
        return "(case when jsonb_typeof(" + held + ") = 'number' then cast(" + held + " as float8) " + sign + " "
                + parameter(value, "float8") + " else false end)";
    }

    private String parameter(Object value, String type) {
        parameters.add(value);
        return "$" + parameters.size() + "::" + type;
    }
}
