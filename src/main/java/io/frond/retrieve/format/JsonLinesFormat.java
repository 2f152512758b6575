package io.frond.retrieve.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.List;

/**
 * A record a line. Each is a section of its own: headed by its {@code title}, {@code name} or {@code question} if it
 * has one, then its {@code text} and the like as a paragraph, then its other fields with their names.
 */
final class JsonLinesFormat implements Format {
    private static final List<String> HEADS = List.of("title", "name", "question", "heading", "subject");
    private static final List<String> BODIES = List.of("text", "body", "content", "answer", "passage", "description");
    private static final int DEEPEST = 32;
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    @Override
    public Formatted.Text read(String name, byte[] file, Allowance allowance) {
        var records = new MarkdownText(allowance);
        var text = Utf8.text(file);
        int number = 0;
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            number++;
            if (!text.substring(from, to).isBlank()) {
                add(text.substring(from, to), number, records, allowance);
            }
            from = to + 1;
        }
        return records.titled("");
    }

    private static void add(String line, int number, MarkdownText records, Allowance allowance) {
        var told = new Fields();
        try (var json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("line " + number + " is not a JSON object");
            }
            told.read("", json, allowance);
            if (json.nextToken() != null) {
                throw new Unreadable("line " + number + " holds more than one JSON object");
            }
        } catch (IOException e) {
            throw new Unreadable("line " + number + " is not JSON, or names a field twice");
        }
        records.heading(2, told.head.isEmpty() ? "Record " + number : told.head)
                .paragraph(told.body.toString())
                .paragraph(told.rest.toString());
    }

    /** What one record tells. Fields within fields are called {@code outer.inner}. */
    private static final class Fields {
        private String head = "";
        private final StringBuilder body = new StringBuilder();
        private final StringBuilder rest = new StringBuilder();

        void read(String path, JsonParser json, Allowance allowance) throws IOException {
            while (json.nextToken() != JsonToken.END_OBJECT && json.currentToken() != null) {
                var key = String.valueOf(json.currentName());
                JsonToken unused = json.nextToken();
                value(path.isEmpty() ? key : path + "." + key, json, allowance);
            }
        }

        private void value(String path, JsonParser json, Allowance allowance) throws IOException {
            allowance.element();
            switch (json.currentToken()) {
                case START_OBJECT -> read(path, json, allowance);
                case START_ARRAY -> items(path, json, allowance);
                case VALUE_NULL -> {}
                default -> put(path, json.getText());
            }
        }

        private void items(String path, JsonParser json, Allowance allowance) throws IOException {
            while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
                value(path, json, allowance);
            }
        }

        private void put(String path, String value) {
            if (head.isEmpty() && HEADS.contains(path)) {
                head = value;
            } else if (BODIES.contains(path)) {
                body.append(value).append('\n');
            } else {
                rest.append(path).append(": ").append(MarkdownText.line(value)).append('\n');
            }
        }
    }

    @Override
    public String noun() {
        return "JSON lines";
    }

    @Override
    public Content content() {
        return Content.TEXT;
    }
}
