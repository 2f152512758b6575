package io.frond.files;

import io.frond.retrieve.Filter;
import io.frond.retrieve.Filter.Operator;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads filters over attributes: comparisons, and those joined by {@code and} and {@code or}. */
final class Filters {
    private static final int DEEPEST = 8;
    private static final int MOST = 100;

    private Filters() {}

    /** What {@code filters} says; all is admitted where it is absent. */
    static Filter of(Body body) {
        var filters = body.object("filters");
        return filters == null ? Filter.NONE : filter(filters, 1);
    }

    private static Filter filter(Body body, int depth) {
        if (depth > DEEPEST) {
            throw body.wrong("filters", "at most " + DEEPEST + " levels are expected");
        }
        return switch (body.needed("type")) {
            case "and" -> new Filter.All(within(body, depth));
            case "or" -> new Filter.Any(within(body, depth));
            case "eq" -> compare(body, Operator.EQ);
            case "ne" -> compare(body, Operator.NE);
            case "gt" -> compare(body, Operator.GT);
            case "gte" -> compare(body, Operator.GTE);
            case "lt" -> compare(body, Operator.LT);
            case "lte" -> compare(body, Operator.LTE);
            case "in" -> within(body, true);
            case "nin" -> within(body, false);
            default -> throw body.wrong("type", "one of eq, ne, gt, gte, lt, lte, in, nin, and, or is expected");
        };
    }

    private static List<Filter> within(Body body, int depth) {
        if (!body.has("filters")) {
            throw body.missing("filters");
        }
        return body.objects("filters", MOST).stream()
                .map(one -> filter(one, depth + 1))
                .toList();
    }

    private static Filter compare(Body body, Operator operator) {
        var key = body.needed("key");
        if (!body.has("value")) {
            throw body.missing("value");
        }
        return new Filter.Compare(key, operator, value(body, body.value("value")));
    }

    private static Filter within(Body body, boolean in) {
        var key = body.needed("key");
        if (!(body.value("value") instanceof JsonArray array) || array.size() > MOST) {
            throw body.wrong("value", "an array of at most " + MOST + " strings or numbers is expected");
        }
        var values = new ArrayList<Object>();
        array.forEach(one -> values.add(value(body, one)));
        return new Filter.Within(key, in, values);
    }

    private static Object value(Body body, @Nullable Object given) {
        if (given instanceof String || given instanceof Boolean) {
            return given;
        }
        if (given instanceof Number number) {
            return number.doubleValue();
        }
        throw body.wrong("value", "a string, a number or a boolean is expected");
    }
}
