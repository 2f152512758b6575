package io.frond.retrieve;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.jspecify.annotations.Nullable;

/**
 * A document's facts as fields of a Lucene entry. An attribute is one field
 * of its own name and kind, so that a number never equals a text; a moment of validity is there only where it is set.
 */
final class StoredFacts {
    private static final String MODIFIED = "modified";
    static final String FROM = "valid.from";
    static final String UNTIL = "valid.until";

    private StoredFacts() {}

    static void write(Facts facts, Document entry) {
        entry.add(new StoredField("version", facts.version()));
        entry.add(new StoredField(MODIFIED, facts.modified().toEpochMilli()));
        write(FROM, facts.valid().from(), entry);
        write(UNTIL, facts.valid().until(), entry);
        if (!facts.attributes().isEmpty()) {
            entry.add(new StoredField("attributes", new JsonObject(facts.attributes()).encode()));
            facts.attributes().forEach((key, value) -> entry.add(attribute(key, value)));
        }
    }

    private static void write(String field, @Nullable Instant moment, Document entry) {
        if (moment != null) {
            entry.add(new LongPoint(field, moment.toEpochMilli()));
            entry.add(new StoredField(field, moment.toEpochMilli()));
        }
    }

    private static Field attribute(String key, Object value) {
        return value instanceof Double number
                ? new DoubleField(name(key, value), number, Field.Store.NO)
                : new StringField(name(key, value), value.toString(), Field.Store.NO);
    }

    /** Of the field that holds an attribute of this value's kind. */
    static String name(String key, Object value) {
        return value.getClass().getSimpleName() + ":" + key;
    }

    static Facts read(Document entry) {
        var attributes = new HashMap<String, Object>();
        var written = entry.get("attributes");
        if (written != null) {
            new JsonObject(written).forEach(one -> attributes.put(one.getKey(), one.getValue()));
        }
        return new Facts(
                entry.get("version"),
                Instant.ofEpochMilli(millis(entry, MODIFIED)),
                new Validity(moment(entry, FROM), moment(entry, UNTIL)),
                attributes);
    }

    private static @Nullable Instant moment(Document entry, String field) {
        return entry.getField(field) == null ? null : Instant.ofEpochMilli(millis(entry, field));
    }

    private static long millis(Document entry, String field) {
        return entry.getField(field).numericValue().longValue();
    }
}
