package io.frond.files;

import io.frond.model.Ask;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a request, read field by field. What is not as it must be is refused by the field's name; fields
 * that nobody asks for pass, as clients are newer than servers.
 */
final class Body {
    private final JsonObject json;
    private final String where;

    private Body(JsonObject json, String where) {
        this.json = json;
        this.where = where;
    }

    /** Of a body that may be absent. It was found to be JSON before. */
    static Body of(Ask ask) {
        try {
            return new Body(ask.body().length() == 0 ? new JsonObject() : new JsonObject(ask.body()), "");
        } catch (DecodeException | ClassCastException none) {
            throw Refused.of(Reason.CALLER_INVALID, "The body must be a JSON object.");
        }
    }

    static Body of(JsonObject json) {
        return new Body(json, "");
    }

    boolean has(String name) {
        return json.getValue(name) != null;
    }

    /** Whether it is written, as null too. */
    boolean says(String name) {
        return json.containsKey(name);
    }

    @Nullable
    Object value(String name) {
        return json.getValue(name);
    }

    /** Null where it is absent. */
    @Nullable
    String text(String name, int longest) {
        var value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw wrong(name, "a string is expected");
        }
        if (text.length() > longest) {
            throw wrong(name, "at most " + longest + " characters are expected");
        }
        return text;
    }

    String needed(String name) {
        var text = text(name, 256);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    /** Null where it is absent. */
    @Nullable
    Integer number(String name, int least, int most) {
        var value = json.getValue(name);
        if (value == null) {
            return null;
        }
        boolean whole = value instanceof Integer || value instanceof Long;
        if (!whole || ((Number) value).longValue() < least || ((Number) value).longValue() > most) {
            throw wrong(name, "a whole number from " + least + " to " + most + " is expected");
        }
        return ((Number) value).intValue();
    }

    /** Null where it is absent. */
    @Nullable
    Double share(String name) {
        var value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number) || !(number.doubleValue() >= 0 && number.doubleValue() <= 1)) {
            throw wrong(name, "a number from 0 to 1 is expected");
        }
        return number.doubleValue();
    }

    /** Null where it is absent. */
    @Nullable
    Body object(String name) {
        return json.getValue(name) == null ? null : body(json.getValue(name), name);
    }

    private Body body(@Nullable Object value, String name) {
        if (!(value instanceof JsonObject object)) {
            throw wrong(name, "an object is expected");
        }
        return new Body(object, path(name) + ".");
    }

    /** Empty where it is absent. */
    List<Body> objects(String name, int most) {
        var all = new ArrayList<Body>();
        var array = array(name, most);
        for (int i = 0; i < array.size(); i++) {
            all.add(body(array.getValue(i), name + "[" + i + "]"));
        }
        return all;
    }

    /** Empty where it is absent. */
    List<String> texts(String name, int most) {
        var all = new ArrayList<String>();
        for (Object value : array(name, most)) {
            if (!(value instanceof String text)) {
                throw wrong(name, "an array of strings is expected");
            }
            all.add(text);
        }
        return all;
    }

    private JsonArray array(String name, int most) {
        var value = json.getValue(name);
        if (value == null) {
            return new JsonArray();
        }
        if (!(value instanceof JsonArray array)) {
            throw wrong(name, "an array is expected");
        }
        if (array.size() > most) {
            throw wrong(name, "an array of at most " + most + " is expected");
        }
        return array;
    }

    JsonObject json() {
        return json;
    }

    Refused missing(String name) {
        return Refused.of(Reason.CALLER_MISSING, "Missing required parameter: '" + path(name) + "'.")
                .at(path(name));
    }

    Refused wrong(String name, String expected) {
        return Refused.of(Reason.CALLER_VALUE, "Invalid '" + path(name) + "': " + expected + ".")
                .at(path(name));
    }

    private String path(String name) {
        return where + name;
    }
}
