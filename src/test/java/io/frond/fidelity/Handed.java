package io.frond.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Edit;
import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as the client sent it and as the provider received it. The places that Frond may change are looked up with
 * a tree parser in both, judged by what they say, and put back: what results must be the client's bytes.
 *
 * @param name what a failure is told by
 */
record Handed(String name, Buffer sent, Buffer received) {

    /**
     * @param model the name that stands for the client's; null where it stays
     * @param passages whether passages were put before the question
     */
    void differsOnlyBy(String model, boolean passages) {
        var ours = JsonTree.parse(sent);
        var theirs = JsonTree.parse(received);
        var undo = new ArrayList<Edit>();
        if (model != null) {
            assertThat(text(received, theirs.get("model"))).as(name).isEqualTo(model);
            undo.add(back(theirs.get("model"), ours.get("model")));
        }
        if (asksForUsage(ours)) {
            undo.addAll(usage(ours, theirs));
        }
        if (passages) {
            undo.add(passages(question(ours, sent), question(theirs, received)));
        }
        assertThat(Edit.splice(received, undo).toString()).as(name).isEqualTo(sent.toString());
        assertThat(Edit.splice(received, undo)).as(name).isEqualTo(sent);
    }

    /** A stream whose client did not ask for usage itself. */
    private boolean asksForUsage(JsonTree.Node ours) {
        if (!ours.has("stream") || !is(ours.get("stream"), "true")) {
            return false;
        }
        var options = ours.has("stream_options") ? ours.get("stream_options") : null;
        return options == null || !options.has("include_usage") || !is(options.get("include_usage"), "true");
    }

    private boolean is(JsonTree.Node node, String word) {
        return JsonTree.raw(sent, node.at()).equals(word);
    }

    private List<Edit> usage(JsonTree.Node ours, JsonTree.Node theirs) {
        var options = theirs.member("stream_options");
        var wish = options.value().member("include_usage");
        assertThat(JsonTree.raw(received, wish.value().at())).as(name).isEqualTo("true");
        if (!ours.has("stream_options")) {
            assertThat(options.value().members()).as(name).hasSize(1);
            return List.of(without(options));
        }
        if (ours.get("stream_options").kind() != '{') {
            return List.of(back(options.value(), ours.get("stream_options")));
        }
        var before = ours.get("stream_options").member("include_usage");
        return List.of(before == null ? without(wish) : back(wish.value(), before.value()));
    }

    /** A member that was added, and its comma. */
    private Edit without(JsonTree.Member added) {
        int from = added.at().from();
        int to = added.at().to();
        if (received.getByte(to) == ',') {
            to++;
        } else if (received.getByte(from - 1) == ',') {
            from--;
        }
        return new Edit(new Span(from, to), Buffer.buffer());
    }

    private Edit passages(JsonTree.Node before, JsonTree.Node after) {
        var ours = JsonTree.raw(sent, before.at());
        var theirs = JsonTree.raw(received, after.at());
        assertThat(theirs).as(name).contains("<passages>").endsWith(ours.substring(1));
        if (before.kind() == '"') {
            assertThat(text(received, after)).as(name).startsWith("<passages>").endsWith(text(sent, before));
        } else {
            assertThat(after.items()).as(name).hasSize(before.items().size() + 1);
            var block = after.items().get(0);
            assertThat(text(received, block.get("text"))).as(name).startsWith("<passages>");
        }
        return back(after, before);
    }

    /** The content of the last user message. */
    private static JsonTree.Node question(JsonTree.Node request, Buffer body) {
        return request.get("messages").items().reversed().stream()
                .filter(message -> text(body, message.get("role")).equals("user"))
                .findFirst()
                .orElseThrow()
                .get("content");
    }

    private Edit back(JsonTree.Node theirs, JsonTree.Node ours) {
        return new Edit(theirs.at(), sent.slice(ours.at().from(), ours.at().to()));
    }

    private static String text(Buffer in, JsonTree.Node node) {
        return (String) Json.decodeValue(JsonTree.raw(in, node.at()));
    }
}
