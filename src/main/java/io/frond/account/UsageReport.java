package io.frond.account;

import io.frond.account.Usages.Row;
import io.frond.model.Money;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Usage added up by what was asked for. Amounts are decimal numbers of dollars in text, never JSON numbers. */
public final class UsageReport {
    private static final String COST = "cost_usd";

    private final UsageQuery query;
    private final Map<String, Group> groups = new TreeMap<>();
    private final Tally total = new Tally();

    private record Group(List<String> names, Tally tally) {}

    private UsageReport(UsageQuery query) {
        this.query = query;
    }

    static UsageReport of(UsageQuery query, List<Row> rows) {
        var report = new UsageReport(query);
        rows.forEach(report::add);
        return report;
    }

    private void add(Row row) {
        var names = query.by().stream().map(word -> name(word, row)).toList();
        var group = groups.computeIfAbsent(String.join("\0", names), fresh -> new Group(names, new Tally()));
        var unused = group.tally.add(row.tally());
        var unusedToo = total.add(row.tally());
    }

    private static String name(String word, Row row) {
        var who = row.who();
        return switch (word) {
            case "tenant" -> who.tenant();
            case "key" -> who.key();
            case "route" -> who.route();
            case "model" -> who.model();
            case "backend" -> who.backend();
            case "tag" -> who.tags();
            case "hour" -> Instant.ofEpochSecond(row.start()).toString();
            case "day" ->
                Instant.ofEpochSecond(Period.day(row.start())).toString().substring(0, 10);
            default -> tag(word.substring(UsageQuery.ONE_TAG.length()), who.tags());
        };
    }

    private static String tag(String name, String tags) {
        for (String one : tags.split(",", -1)) {
            if (one.startsWith(name + "=")) {
                return one.substring(name.length() + 1);
            }
        }
        return "";
    }

    public JsonObject json() {
        var rows = new JsonArray();
        groups.values().forEach(group -> rows.add(object(group.names, group.tally)));
        return new JsonObject()
                .put("object", "usage")
                .put("from", query.from().toString())
                .put("to", query.to().toString())
                .put("by", new JsonArray(new ArrayList<>(query.by())))
                .put("rows", rows)
                .put("total", object(List.of(), total));
    }

    private JsonObject object(List<String> names, Tally tally) {
        var object = new JsonObject();
        for (int i = 0; i < names.size(); i++) {
            object.put(query.by().get(i), names.get(i));
        }
        values(tally).forEach(object::put);
        return object;
    }

    /** RFC 4180, with a line of names. */
    public String csv() {
        var out = new StringBuilder();
        var header = new ArrayList<>(query.by());
        header.addAll(values(total).keySet());
        Csv.line(out, header);
        groups.values().forEach(group -> {
            var cells = new ArrayList<>(group.names);
            values(group.tally).values().forEach(value -> cells.add(value == null ? "" : value.toString()));
            Csv.line(out, cells);
        });
        return out.toString();
    }

    /** Counts by their names; the cost null where it is not known at all. */
    private static Map<String, @Nullable Object> values(Tally tally) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (Counted what : Counted.values()) {
            if (what == Counted.COST) {
                values.put(COST, cost(tally));
            } else {
                values.put(what.word(), tally.get(what));
            }
        }
        return values;
    }

    private static @Nullable String cost(Tally tally) {
        long nanos = tally.get(Counted.COST);
        return nanos == 0 && tally.get(Counted.UNPRICED) > 0 ? null : new Money(nanos).toString();
    }
}
