package io.frond.http;

import io.frond.http.Cursor.Token;
import io.frond.model.Message;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a chat request, and what stands for them in the {@code input} of a Responses request. Any role and
 * any kind of content part passes; only text is read.
 */
final class MessageScanner {
    static final int MAX_MESSAGES = 10_000;
    private static final Span NOWHERE = new Span(0, 0);
    private static final Set<String> TEXTS = Set.of("text", "input_text", "output_text");
    private static final Set<String> IMAGES = Set.of("image_url", "input_image", "image");

    private final Cursor cursor;
    private final String where;
    private @Nullable String role;
    private String text = "";
    private Span content = NOWHERE;
    private boolean image;

    private MessageScanner(Cursor cursor, String list, int index) {
        this.cursor = cursor;
        this.where = list + "[" + index + "]";
    }

    /** The cursor stands on the value of {@code messages}. */
    static List<Message> scan(Cursor cursor) {
        if (!cursor.at(Token.ARRAY)) {
            throw invalid("The field 'messages' must be an array.", "messages");
        }
        var messages = new ArrayList<Message>();
        while (cursor.next() != Token.END_ARRAY) {
            bounded(messages.size(), "messages");
            messages.add(new MessageScanner(cursor, "messages", messages.size()).message());
        }
        if (messages.isEmpty()) {
            throw invalid("The field 'messages' is empty. It must hold at least one message.", "messages");
        }
        return messages;
    }

    /** The cursor stands on the value of {@code input}: a text, or items of which those with a role are messages. */
    static List<Message> input(Cursor cursor) {
        if (cursor.at(Token.STRING)) {
            return List.of(new Message("user", cursor.excerpt(), cursor.value()));
        }
        var messages = new ArrayList<Message>();
        if (!cursor.at(Token.ARRAY)) {
            cursor.skip();
            return messages;
        }
        for (int i = 0; cursor.next() != Token.END_ARRAY; i++) {
            bounded(i, "input");
            if (cursor.at(Token.OBJECT)) {
                new MessageScanner(cursor, "input", i).item().ifPresent(messages::add);
            } else {
                cursor.skip();
            }
        }
        return messages;
    }

    private static void bounded(int count, String list) {
        if (count == MAX_MESSAGES) {
            throw invalid("There are more than " + MAX_MESSAGES + " " + list + ".", list);
        }
    }

    private Message message() {
        if (!cursor.at(Token.OBJECT)) {
            throw invalid("A message must be an object with 'role' and 'content'.", where);
        }
        return item().orElseThrow(() -> invalid("A message has no 'role'.", where + ".role"));
    }

    /** Empty where it has no role. */
    private Optional<Message> item() {
        var seen = new HashSet<String>();
        while (cursor.nextName(seen, where)) {
            String name = cursor.text();
            cursor.next();
            switch (name) {
                case "role" -> role();
                case "content" -> content();
                default -> cursor.skip();
            }
        }
        return Optional.ofNullable(role).map(who -> new Message(who, text, content, image));
    }

    private void role() {
        if (!cursor.at(Token.STRING)) {
            throw invalid("The role of a message must be a string.", where + ".role");
        }
        role = cursor.text();
    }

    private void content() {
        int from = cursor.from();
        switch (Objects.requireNonNull(cursor.token())) {
            case NULL -> {
                return;
            }
            case STRING -> text = cursor.excerpt();
            case ARRAY -> text = parts();
            default ->
                throw invalid("The content of a message must be a string or an array of parts.", where + ".content");
        }
        content = new Span(from, cursor.behind());
    }

    private String parts() {
        var texts = new StringJoiner("\n");
        while (cursor.next() != Token.END_ARRAY) {
            if (cursor.at(Token.OBJECT)) {
                String part = part();
                if (part != null) {
                    texts.add(part);
                }
            } else {
                cursor.skip();
            }
        }
        return texts.toString();
    }

    /** The text of a text part; null for any other. */
    private @Nullable String part() {
        var seen = new HashSet<String>();
        String kind = "text";
        String part = null;
        while (cursor.nextName(seen, where + ".content")) {
            String name = cursor.text();
            boolean string = cursor.next() == Token.STRING;
            if (string && name.equals("type")) {
                kind = cursor.text();
            } else if (string && name.equals("text")) {
                part = cursor.excerpt();
            } else {
                cursor.skip();
            }
        }
        image |= IMAGES.contains(kind);
        return TEXTS.contains(kind) ? part : null;
    }

    private static Refused invalid(String detail, String param) {
        return Refused.of(Reason.CALLER_INVALID, detail).at(param);
    }
}
