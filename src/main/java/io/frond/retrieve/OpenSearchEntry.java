package io.frond.retrieve;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A chunk as OpenSearch keeps it. Terms are made here, so that both kinds of index understand words alike. */
final class OpenSearchEntry {
    private OpenSearchEntry() {}

    /** The fields of the index; that of vectors comes with the first of them. */
    static JsonObject mapping() {
        var number = new JsonObject()
                .put("type", "nested")
                .put("properties", new JsonObject().put("key", type("keyword")).put("value", type("double")));
        return new JsonObject()
                .put("dynamic", false)
                .put(
                        "properties",
                        new JsonObject()
                                .put("document", type("keyword"))
                                .put("terms", type("text").put("analyzer", "whitespace"))
                                .put("length", type("integer"))
                                .put("valid_from", type("long"))
                                .put("valid_until", type("long"))
                                .put("pairs", type("keyword"))
                                .put("numbers", number));
    }

    static JsonObject vectors(int dimensions) {
        var method =
                new JsonObject().put("name", "hnsw").put("engine", "lucene").put("space_type", "innerproduct");
        var vector = type("knn_vector").put("dimension", dimensions).put("method", method);
        return new JsonObject().put("properties", new JsonObject().put("vector", vector));
    }

    private static JsonObject type(String name) {
        return new JsonObject().put("type", name);
    }

    static JsonObject of(English english, Chunk chunk, float @Nullable [] vector) {
        var facts = chunk.facts();
        var bag = Bag.of(english, chunk.searchable());
        var terms = bag.counts().entrySet().stream()
                .flatMap(one -> Stream.generate(one::getKey).limit(one.getValue()))
                .collect(Collectors.joining(" "));
        var entry = new JsonObject()
                .put("document", chunk.document())
                .put("ordinal", chunk.ordinal())
                .put("heading", chunk.heading())
                .put("body", chunk.text())
                .put("terms", terms)
                .put("length", bag.length())
                .put("version", facts.version())
                .put("modified", facts.modified().toEpochMilli())
                .put("attributes", new JsonObject(facts.attributes()).encode());
        entry.mergeIn(OpenSearchFilter.fields(facts.attributes()));
        put(entry, "valid_from", facts.valid().from());
        put(entry, "valid_until", facts.valid().until());
        return vector == null ? entry : entry.put("vector", numbers(vector)).put("packed", packed(vector));
    }

    private static void put(JsonObject entry, String field, @Nullable Instant moment) {
        if (moment != null) {
            entry.put(field, moment.toEpochMilli());
        }
    }

    private static JsonArray numbers(float[] vector) {
        var numbers = new JsonArray();
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers;
    }

    private static String packed(float[] vector) {
        var bytes = ByteBuffer.allocate(Float.BYTES * vector.length);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    static float[] vector(String packed) {
        var numbers = ByteBuffer.wrap(Base64.getDecoder().decode(packed)).asFloatBuffer();
        var vector = new float[numbers.remaining()];
        numbers.get(vector);
        return vector;
    }

    static Chunk chunk(JsonObject entry) {
        var attributes = new HashMap<String, Object>();
        new JsonObject(entry.getString("attributes")).forEach(one -> attributes.put(one.getKey(), one.getValue()));
        var facts = new Facts(
                entry.getString("version"),
                Instant.ofEpochMilli(entry.getLong("modified")),
                new Validity(moment(entry.getLong("valid_from")), moment(entry.getLong("valid_until"))),
                attributes);
        return new Chunk(
                entry.getString("document"),
                facts,
                entry.getInteger("ordinal"),
                entry.getString("heading"),
                entry.getString("body"));
    }

    private static @Nullable Instant moment(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
