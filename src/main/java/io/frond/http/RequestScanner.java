package io.frond.http;

import io.frond.http.Cursor.Token;
import io.frond.model.CacheControl;
import io.frond.model.Edit;
import io.frond.model.Fields;
import io.frond.model.Message;
import io.frond.model.Operation.Kind;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the bytes of a JSON request: finds the fields that Frond acts on and where they stand, and checks that
 * the rest is JSON. Fields, roles and values that it does not know pass; the model behind may know them.
 *
 * <p>Nothing is copied but the model's name and the texts of the messages, of long ones their ends. What it says about a fault names the place,
 * never the content.
 */
public final class RequestScanner {
    private final Cursor cursor;
    private final Kind kind;
    private final String pathModel;
    private final int objectFrom;
    private @Nullable String model;
    private @Nullable Span modelAt;
    private boolean stream;
    private @Nullable Span streamOptions;
    private boolean usageWanted;
    private @Nullable List<Message> messages;
    private boolean tools;
    private boolean structured;
    private @Nullable Double temperature;
    private @Nullable String continues;
    private @Nullable String cacheKey;
    private @Nullable String session;
    private @Nullable Long longest;
    private long choices = 1;
    private @Nullable CacheMember cache;

    private RequestScanner(Cursor cursor, Kind kind, String pathModel) {
        this.cursor = cursor;
        this.kind = kind;
        this.pathModel = pathModel;
        this.objectFrom = cursor.from();
    }

    /** A chat request; throws {@link Refused} {@code CALLER_INVALID} for anything else. */
    public static Fields scan(Buffer body) {
        return scan(body, Kind.CHAT, "");
    }

    /**
     * Throws {@link Refused} {@code CALLER_INVALID} for anything but one request of this kind.
     *
     * @param pathModel the model that the path names; empty where it names none
     */
    public static Fields scan(Buffer body, Kind kind, String pathModel) {
        return scanner(body, kind, pathModel).object();
    }

    /** The same, and what is Frond's taken out of the body. */
    static Scanned read(Buffer body, Kind kind, String pathModel) {
        var scanner = scanner(body, kind, pathModel);
        var fields = scanner.object();
        var cache = scanner.cache;
        if (cache == null) {
            return new Scanned(body, fields, CacheControl.NONE);
        }
        var rest = Edit.splice(body, List.of(cache.removal(body)));
        return new Scanned(rest, scan(rest, kind, pathModel), cache.control());
    }

    private static RequestScanner scanner(Buffer body, Kind kind, String pathModel) {
        var bytes = ((BufferInternal) body).getByteBuf();
        return bytes.hasArray()
                ? begun(text(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), body.length()), kind, pathModel)
                : begun(text(body.getBytes(), 0, body.length()), kind, pathModel);
    }

    private static JsonText text(byte[] bytes, int from, int length) {
        if (length == 0) {
            throw invalid("The body is empty. The request is a JSON object.");
        }
        if (length >= 3 && bytes[from] == (byte) 0xef && bytes[from + 1] == (byte) 0xbb) {
            throw invalid("The body begins with a byte order mark. JSON is sent without one.");
        }
        return new JsonText(bytes, from, length);
    }

    private static RequestScanner begun(JsonText text, Kind kind, String pathModel) {
        var cursor = new Cursor(text);
        if (cursor.next() != Token.OBJECT) {
            throw invalid(
                    kind == Kind.CHAT
                            ? "The body is not a JSON object. A chat request is one: {\"model\": ..., \"messages\": [...]}."
                            : "The body is not a JSON object.");
        }
        return new RequestScanner(cursor, kind, pathModel);
    }

    /** To the end of the body, behind which nothing may stand. */
    private Fields object() {
        var seen = new HashSet<String>();
        while (cursor.nextName(seen, "the body")) {
            field();
        }
        check();
        var object = new Span(objectFrom, cursor.behind());
        cursor.next();
        return new Fields(
                pathModel.isEmpty() ? Objects.requireNonNullElse(model, "") : pathModel,
                modelAt,
                !pathModel.isEmpty(),
                stream,
                streamOptions,
                usageWanted,
                messages == null ? List.of() : messages,
                tools,
                structured,
                temperature,
                continues,
                cacheKey,
                session,
                longest,
                choices,
                object);
    }

    private void check() {
        if (model == null && kind != Kind.RESPONSE && kind != Kind.OTHER && pathModel.isEmpty()) {
            throw invalid("The field 'model' is missing.").at("model");
        }
        if (messages == null && kind == Kind.CHAT) {
            throw invalid("The field 'messages' is missing.").at("messages");
        }
    }

    private void field() {
        String name = cursor.text();
        int from = cursor.from();
        cursor.next();
        switch (name) {
            case "model" -> model();
            case "messages" -> messages();
            case "input" -> input();
            case "prompt" -> prompt();
            case "previous_response_id", "conversation" -> continues();
            case "stream" -> stream();
            case "stream_options" -> streamOptions();
            case "temperature" -> temperature();
            case "prompt_cache_key" -> cacheKey();
            case "metadata" -> metadata();
            case "max_tokens", "max_completion_tokens", "max_output_tokens" -> longest();
            case "n", "best_of" -> choices();
            case "tools", "functions" -> tools |= holdsSomething();
            case "response_format" -> structured |= namesSchema();
            case "text" -> text();
            case "cache" -> cache(from);
            default -> cursor.skip();
        }
    }

    private void messages() {
        if (kind == Kind.CHAT) {
            messages = MessageScanner.scan(cursor);
        } else {
            cursor.skip();
        }
    }

    private void input() {
        if (kind == Kind.RESPONSE) {
            messages = MessageScanner.input(cursor);
        } else {
            cursor.skip();
        }
    }

    private void prompt() {
        if (kind == Kind.COMPLETION && cursor.at(Token.STRING)) {
            messages = List.of(new Message("user", cursor.excerpt(), cursor.value()));
        } else {
            cursor.skip();
        }
    }

    /** An id, or for a conversation also an object that holds it. */
    private void continues() {
        if (kind != Kind.RESPONSE && kind != Kind.OTHER) {
            cursor.skip();
        } else if (cursor.at(Token.STRING)) {
            continues = cursor.text();
        } else if (cursor.at(Token.OBJECT)) {
            var seen = new HashSet<String>();
            while (cursor.nextName(seen, "conversation")) {
                boolean id = cursor.text().equals("id");
                if (cursor.next() == Token.STRING && id) {
                    continues = cursor.text();
                }
                cursor.skip();
            }
        }
    }

    private void model() {
        if (kind != Kind.CHAT && cursor.at(Token.NULL)) {
            modelAt = cursor.value();
            return;
        }
        if (!cursor.at(Token.STRING) || cursor.text().isBlank()) {
            throw invalid("The field 'model' must be a string that names a model.")
                    .at("model");
        }
        model = cursor.text();
        modelAt = cursor.value();
    }

    private void stream() {
        if (!cursor.atFlag() && !cursor.at(Token.NULL)) {
            throw invalid("The field 'stream' must be true or false.").at("stream");
        }
        stream = cursor.at(Token.TRUE);
    }

    /** A null is where the field stands: whoever asks for more must change it, not put a second one beside it. */
    private void streamOptions() {
        if (!cursor.at(Token.OBJECT) && !cursor.at(Token.NULL)) {
            throw invalid("The field 'stream_options' must be an object.").at("stream_options");
        }
        int from = cursor.from();
        if (cursor.at(Token.OBJECT)) {
            usageWanted = wantsUsage();
        }
        streamOptions = new Span(from, cursor.behind());
    }

    private boolean wantsUsage() {
        var seen = new HashSet<String>();
        boolean wanted = false;
        while (cursor.nextName(seen, "stream_options")) {
            boolean usage = cursor.text().equals("include_usage");
            wanted |= cursor.next() == Token.TRUE && usage;
            cursor.skip();
        }
        return wanted;
    }

    private void temperature() {
        if (cursor.at(Token.NULL)) {
            return;
        }
        if (!cursor.at(Token.NUMBER)) {
            throw invalid("The field 'temperature' must be a number.").at("temperature");
        }
        temperature = cursor.number();
    }

    private void cacheKey() {
        if (cursor.at(Token.STRING)) {
            cacheKey = cursor.text();
        } else {
            cursor.skip();
        }
    }

    /** The rest of it is the client's and the provider's business, so nothing here is refused but what is not JSON. */
    private void metadata() {
        if (!cursor.at(Token.OBJECT)) {
            cursor.skip();
            return;
        }
        while (cursor.next() != Token.END_OBJECT) {
            boolean user = cursor.text().equals("user_id");
            if (cursor.next() == Token.STRING && user) {
                session = session(cursor.text());
            }
            cursor.skip();
        }
    }

    /**
     * Claude Code names user, account and session in one value, joined by underscores or as JSON. One that names no
     * session says only who asks, and a user's calls need not stay together.
     */
    private static @Nullable String session(String user) {
        return user.contains("_session_") || user.contains("\"session_id\"") ? user : null;
    }

    /** For an estimate only; whether it makes sense is the provider's to say. */
    private void longest() {
        if (cursor.at(Token.NUMBER)) {
            long tokens = Math.max(0, (long) cursor.number());
            longest = longest == null ? tokens : Math.max(longest, tokens);
        } else {
            cursor.skip();
        }
    }

    private void choices() {
        if (cursor.at(Token.NUMBER)) {
            choices = Math.max(choices, (long) cursor.number());
        } else {
            cursor.skip();
        }
    }

    /** Of a Responses request: how the answer's text is to look. */
    private void text() {
        if (kind != Kind.RESPONSE || !cursor.at(Token.OBJECT)) {
            cursor.skip();
            return;
        }
        var seen = new HashSet<String>();
        while (cursor.nextName(seen, "text")) {
            boolean format = cursor.text().equals("format");
            cursor.next();
            if (format) {
                structured |= namesSchema();
            } else {
                cursor.skip();
            }
        }
    }

    /** What is no object, or in a call that Frond does not know, is somebody else's field. */
    private void cache(int from) {
        if (kind != Kind.OTHER && cursor.at(Token.OBJECT)) {
            cache = CacheMember.read(cursor, from);
        } else {
            cursor.skip();
        }
    }

    private boolean namesSchema() {
        boolean schema = false;
        if (cursor.at(Token.OBJECT)) {
            var seen = new HashSet<String>();
            while (cursor.nextName(seen, "the format of the answer")) {
                boolean type = cursor.text().equals("type");
                schema |= cursor.next() == Token.STRING && type && cursor.text().equals("json_schema");
                cursor.skip();
            }
        } else {
            cursor.skip();
        }
        return schema;
    }

    private boolean holdsSomething() {
        if (!cursor.at(Token.ARRAY)) {
            cursor.skip();
            return false;
        }
        boolean some = false;
        while (cursor.next() != Token.END_ARRAY) {
            some = true;
            cursor.skip();
        }
        return some;
    }

    private static Refused invalid(String detail) {
        return Refused.of(Reason.CALLER_INVALID, detail);
    }
}
