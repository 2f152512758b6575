package io.frond.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** As much of JSON Schema draft-07 as Frond's own schema uses; a keyword that it does not know is a mistake. */
final class SchemaCheck {
    private final JsonObject root;

    SchemaCheck(JsonObject root) {
        this.root = root;
    }

    List<String> complaints(Object value) {
        var complaints = new ArrayList<String>();
        check(root, value, "", complaints);
        return complaints;
    }

    private boolean holds(JsonObject schema, Object value) {
        var complaints = new ArrayList<String>();
        check(schema, value, "", complaints);
        return complaints.isEmpty();
    }

    private void check(JsonObject schema, Object value, String path, List<String> complaints) {
        schema.forEach(rule -> {
            if (!holds(rule.getKey(), rule.getValue(), schema, value)) {
                complaints.add(path + ": " + value + " against " + rule.getKey());
            }
        });
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> below(schema, String.valueOf(key), inner, path, complaints));
        }
        if (value instanceof List<?> list && schema.containsKey("items")) {
            list.forEach(item -> check(schema.getJsonObject("items"), item, path + "[]", complaints));
        }
    }

    private void below(JsonObject schema, String key, Object value, String path, List<String> complaints) {
        JsonObject property =
                schema.getJsonObject("properties", new JsonObject()).getJsonObject(key);
        Object others = schema.getValue("additionalProperties");
        if (property != null) {
            check(property, value, path + "." + key, complaints);
        } else if (others instanceof JsonObject other) {
            check(other, value, path + "." + key, complaints);
        } else if (Boolean.FALSE.equals(others)) {
            complaints.add(path + ": unknown " + key);
        }
    }

    private boolean holds(String keyword, Object rule, JsonObject schema, Object value) {
        return switch (keyword) {
            case "$schema", "title", "description", "definitions", "properties", "additionalProperties", "items" ->
                true;
            case "type" ->
                rule instanceof JsonArray any
                        ? any.stream().anyMatch(type -> is(String.valueOf(type), value))
                        : is(String.valueOf(rule), value);
            case "enum" -> ((JsonArray) rule).getList().contains(value);
            case "pattern" ->
                !(value instanceof String text)
                        || Pattern.compile((String) rule).matcher(text).find();
            case "minimum" -> !(value instanceof Number n) || n.doubleValue() >= ((Number) rule).doubleValue();
            case "maximum" -> !(value instanceof Number n) || n.doubleValue() <= ((Number) rule).doubleValue();
            case "required" ->
                !(value instanceof Map<?, ?> map) || map.keySet().containsAll(((JsonArray) rule).getList());
            case "anyOf" -> matching(rule, value) >= 1;
            case "oneOf" -> matching(rule, value) == 1;
            case "$ref" -> holds(root.getJsonObject("definitions").getJsonObject("expansion"), value);
            case "propertyNames" ->
                !(value instanceof Map<?, ?> map)
                        || map.keySet().stream().allMatch(name -> holds((JsonObject) rule, String.valueOf(name)));
            default -> throw new AssertionError("unknown keyword " + keyword + " in " + schema);
        };
    }

    private long matching(Object rules, Object value) {
        return ((JsonArray) rules)
                .stream().filter(one -> holds((JsonObject) one, value)).count();
    }

    private static boolean is(String type, Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            default -> throw new AssertionError("unknown type " + type);
        };
    }
}
