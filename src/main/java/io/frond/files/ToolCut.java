package io.frond.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.frond.model.Edit;
import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The tools of a request and where they stand, so that some can be taken out without touching another byte. The body
 * was found to be well-formed before.
 */
final class ToolCut {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Buffer NOTHING = Buffer.buffer();

    private final List<Named> members = new ArrayList<>();
    private final List<Span> tools = new ArrayList<>();
    private final List<JsonObject> told = new ArrayList<>();
    private boolean chosen;

    /** A member of the request, from its name's first quote to its value's last byte. */
    private record Named(String name, Span at) {}

    private ToolCut() {}

    static ToolCut of(Buffer body) throws IOException {
        var bytes = body.getBytes();
        var cut = new ToolCut();
        try (var parser = JSON.createParser(bytes)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                cut.members(parser, body);
            }
        }
        return cut;
    }

    private void members(JsonParser parser, Buffer body) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            int from = start(parser);
            parser.nextToken();
            if (name.equals("tools") && parser.currentToken() == JsonToken.START_ARRAY) {
                tools(parser, body);
            } else {
                int value = start(parser);
                parser.skipChildren();
                parser.finishToken();
                chosen |= name.equals("tool_choice")
                        && body.getString(value, end(parser)).contains("\"file_search\"");
            }
            members.add(new Named(name, new Span(from, end(parser))));
        }
    }

    private void tools(JsonParser parser, Buffer body) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int from = start(parser);
            boolean object = parser.currentToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            parser.finishToken();
            int to = end(parser);
            tools.add(new Span(from, to));
            told.add(object ? new JsonObject(body.getBuffer(from, to)) : new JsonObject());
        }
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private static int end(JsonParser parser) {
        return (int) parser.currentLocation().getByteOffset();
    }

    /** In order; an empty object for what is none. */
    List<JsonObject> tools() {
        return List.copyOf(told);
    }

    /** Takes those out; where none is left, all that is said of tools. */
    List<Edit> without(Predicate<JsonObject> gone) {
        var kept = told.stream().filter(gone.negate()).toList();
        var edits = new ArrayList<Edit>();
        if (!kept.isEmpty()) {
            edits.addAll(cut(tools, at -> gone.test(told.get(at))));
        }
        boolean all = kept.isEmpty();
        edits.addAll(cut(
                members.stream().map(Named::at).toList(),
                at -> goes(members.get(at).name(), all)));
        return edits;
    }

    private boolean goes(String name, boolean all) {
        return (all && (name.equals("tools") || name.equals("parallel_tool_calls")))
                || (name.equals("tool_choice") && (all || chosen));
    }

    /** Each run of what goes is cut with the comma behind it; the last with the one before. */
    private static List<Edit> cut(List<Span> all, Predicate<Integer> goes) {
        var edits = new ArrayList<Edit>();
        for (int from = 0; from < all.size(); from++) {
            int to = from;
            while (to < all.size() && goes.test(to)) {
                to++;
            }
            if (to > from) {
                boolean last = to == all.size();
                int start = last && from > 0
                        ? all.get(from - 1).to()
                        : all.get(from).from();
                int end = last ? all.get(to - 1).to() : all.get(to).from();
                edits.add(new Edit(new Span(start, end), NOTHING));
                from = to;
            }
        }
        return edits;
    }
}
