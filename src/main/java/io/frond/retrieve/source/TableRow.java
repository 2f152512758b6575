package io.frond.retrieve.source;

import io.frond.retrieve.Facts;
import io.frond.retrieve.Validity;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A row as a document: what its columns say, as far as they are there. */
record TableRow(String text, String title, String cursor, Facts facts) {
    private static final int MOST_ATTRIBUTES = 16;

    /** @param now stands in where nothing tells when the row was changed */
    static TableRow of(Row row, Instant now) {
        var text = string(row, "text");
        var title = string(row, "title");
        var attributes = attributes(row);
        var valid = new Validity(moment(row, "valid_from"), moment(row, "valid_until"));
        var version =
                Digest.of((title + "\n" + attributes + "\n" + valid + "\n" + text).getBytes(StandardCharsets.UTF_8));
        var modified = moment(row, "modified");
        var facts = new Facts(version, modified == null ? now : modified, valid, attributes);
        return new TableRow(text, title, string(row, "frond_cursor"), facts);
    }

    private static @Nullable Object value(Row row, String column) {
        return row.getColumnIndex(column) < 0 ? null : row.getValue(column);
    }

    private static String string(Row row, String column) {
        var value = value(row, column);
        return value == null ? "" : value.toString();
    }

    private static @Nullable Instant moment(Row row, String column) {
        var value = value(row, column);
        return value == null ? null : moment(value);
    }

    /** Times without a zone are taken for UTC. */
    private static @Nullable Instant moment(Object value) {
        return switch (value) {
            case OffsetDateTime time -> time.toInstant();
            case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
            case LocalDate day -> day.atStartOfDay(ZoneOffset.UTC).toInstant();
            default -> null;
        };
    }

    /** The first of an object's texts, numbers and truths; what is nested is left out. */
    private static Map<String, Object> attributes(Row row) {
        var all = new TreeMap<String, Object>();
        if (value(row, "attributes") instanceof JsonObject object) {
            object.forEach(one -> {
                var value = one.getValue() instanceof Number number ? (Object) number.doubleValue() : one.getValue();
                boolean simple = value instanceof String || value instanceof Double || value instanceof Boolean;
                if (simple && all.size() < MOST_ATTRIBUTES) {
                    all.put(one.getKey(), value);
                }
            });
        }
        return all;
    }
}
