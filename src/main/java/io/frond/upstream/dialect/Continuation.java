package io.frond.upstream.dialect;

import io.frond.model.Ask;
import io.frond.model.Edit;
import io.frond.model.Message;
import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The edits by which a request asks a model to go on from what a client has been told. */
public final class Continuation {
    /** vLLM and SGLang would else begin a new turn. */
    private static final String OPEN_TURN = "\"continue_final_message\":true,\"add_generation_prompt\":false,";

    private Continuation() {}

    /**
     * None where the request cannot be asked to go on.
     *
     * @param openTurn whether the server must be told that the last message is not over
     */
    public static List<Edit> of(Ask ask, Terms terms, Told told, boolean openTurn) {
        var text = told.text().stripTrailing();
        boolean half = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        var edits = new ArrayList<Edit>();
        if (!terms.free() || text.isEmpty() || half || !said(text, ask, edits) || !fewer(terms, told, edits)) {
            return List.of();
        }
        if (openTurn) {
            int inside = Objects.requireNonNull(ask.fields().object()).from() + 1;
            edits.add(new Edit(Span.before(inside), Buffer.buffer(OPEN_TURN)));
        }
        return edits;
    }

    /** As the last message; where the request itself ends in one that is to be gone on with, at its end. */
    private static boolean said(String text, Ask ask, List<Edit> edits) {
        var messages = ask.fields().messages();
        var last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
        if (last == null || last.content().length() < 2) {
            return false;
        }
        var words = JsonText.escaped(text);
        if (!last.role().equals("assistant")) {
            int at = endOfList(ask.body(), last);
            edits.add(insert(at, ",{\"role\":\"assistant\",\"content\":\"" + words + "\"}"));
            return true;
        }
        int quote = last.content().to() - 1;
        edits.add(insert(quote, words));
        return ask.body().getByte(quote) == '"';
    }

    /** What was told counts against the limit of the whole answer. */
    private static boolean fewer(Terms terms, Told told, List<Edit> edits) {
        for (Terms.Limit limit : terms.limits()) {
            long left = limit.tokens() - told.deltas();
            if (left < 1) {
                return false;
            }
            edits.add(new Edit(limit.at(), Buffer.buffer(Long.toString(left))));
        }
        return true;
    }

    private static Edit insert(int at, String text) {
        return new Edit(Span.before(at), Buffer.buffer(text));
    }

    /** Where the list of messages ends, which closes behind the last one's content. The body was read before, as JSON. */
    private static int endOfList(Buffer body, Message last) {
        int depth = 2;
        int at = last.content().to();
        while (true) {
            switch (body.getByte(at)) {
                case '"' -> at = endOfText(body, at);
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return at;
            }
            at++;
        }
    }

    private static int endOfText(Buffer body, int quote) {
        int at = quote + 1;
        while (body.getByte(at) != '"') {
            at += body.getByte(at) == '\\' ? 2 : 1;
        }
        return at;
    }
}
