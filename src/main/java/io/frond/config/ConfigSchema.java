package io.frond.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Writes what the configuration accepts, taken from the very calls that read it: JSON Schema draft-07. */
public final class ConfigSchema {
    /** A value that a variable gives can be of any kind. */
    private static final String EXPANSION = "#/definitions/expansion";

    private static final JsonArray OFF = new JsonArray().addNull().add("off").add(false);
    private static final JsonArray NOTHING = new JsonArray().addNull();

    private ConfigSchema() {}

    /** The schema, for editors and for the admin API. */
    public static String json(Names plugins) {
        var schema = new JsonObject()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", "Configuration of Frond")
                .mergeIn(block(recorded(plugins)))
                .put("definitions", new JsonObject().put("expansion", expansion()));
        return schema.encodePrettily() + "\n";
    }

    /** The reference page, in Markdown. */
    public static String reference(Names plugins) {
        return ReferencePage.of(recorded(plugins));
    }

    private static SchemaSection recorded(Names plugins) {
        var root = new SchemaSection();
        Config unused = Vocabulary.read(root, plugins);
        return root;
    }

    private static JsonObject expansion() {
        return new JsonObject()
                .put("description", "${VAR}, ${VAR:-default}, ${VAR:?message} or ${file:path}")
                .put("type", "string")
                .put("pattern", "\\$\\{[^}]+\\}");
    }

    private static JsonObject block(SchemaSection section) {
        var properties = new JsonObject();
        var required = new JsonArray();
        section.keys().forEach((name, key) -> {
            properties.put(name, described(key));
            if (key.required()) {
                required.add(name);
            }
        });
        var block = new JsonObject().put("type", "object").put("properties", properties);
        if (!required.isEmpty()) {
            block.put("required", required);
        }
        if (!section.alternatives().isEmpty()) {
            var ways = new JsonArray();
            section.alternatives().forEach(way -> ways.add(new JsonObject().put("required", new JsonArray().add(way))));
            block.put("oneOf", ways);
        }
        return block.put("additionalProperties", false);
    }

    private static JsonObject described(SchemaSection.Key key) {
        String fallback = key.fallback() == null ? "" : " (default " + key.fallback() + ")";
        return new JsonObject().put("description", key.doc() + fallback).mergeIn(form(key.form()));
    }

    private static JsonObject form(SchemaSection.Form form) {
        return switch (form) {
            case SchemaSection.Single single -> value(single.kind());
            case SchemaSection.Several several ->
                either(
                        new JsonObject().put("type", "array").put("items", value(several.kind())),
                        value(several.kind()));
            case SchemaSection.ByName values -> named(value(values.kind()));
            case SchemaSection.Block block ->
                either(block(block.inner()), new JsonObject().put("enum", block.off() ? OFF : NOTHING));
            case SchemaSection.Either either -> either(value(either.kind()), block(either.inner()));
            case SchemaSection.Over over -> either(block(over.inner()), new JsonObject().put("enum", NOTHING));
            case SchemaSection.Blocks blocks ->
                new JsonObject().put("type", "array").put("items", block(blocks.inner()));
            case SchemaSection.NamedBlocks blocks ->
                named(block(blocks.inner()))
                        .put("propertyNames", new JsonObject(blocks.name().schema()));
        };
    }

    private static JsonObject value(Kind<?> kind) {
        Map<String, Object> schema = kind.schema();
        return schema.equals(Schemas.text())
                ? new JsonObject(schema)
                : either(new JsonObject(schema), new JsonObject().put("$ref", EXPANSION));
    }

    private static JsonObject named(JsonObject value) {
        return new JsonObject().put("type", "object").put("additionalProperties", value);
    }

    private static JsonObject either(JsonObject one, JsonObject other) {
        return new JsonObject().put("anyOf", new JsonArray().add(one).add(other));
    }
}
