package io.frond.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Span;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON text (RFC 8259) that moves forward only, token by token, and knows where in the bytes it stands.
 *
 * <p>Strict: whatever another reader could take in another way is refused, with {@link Refused} {@code CALLER_INVALID}
 * that names the place and never the content. Each byte is looked at once, and no string is decoded unless it is asked
 * for: prompts are long, and most of them only pass.
 */
final class Cursor {
    static final int MAX_DEPTH = 64;

    /** What stands at a place. */
    enum Token {
        OBJECT,
        END_OBJECT,
        ARRAY,
        END_ARRAY,
        NAME,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    /** What may come next. */
    private enum State {
        VALUE,
        COLON,
        FIRST_ELEMENT,
        FIRST_NAME,
        COMMA,
        END
    }

    private final JsonText text;
    private int at;
    private int from;
    private int depth;
    /** A bit for each open structure, the innermost lowest: set for an object. */
    private long objects;

    private State state = State.VALUE;
    private @Nullable Token token;

    Cursor(JsonText text) {
        this.text = text;
        this.at = text.start();
    }

    /** The next token; null at the end. Throws for anything but blanks behind the one value. */
    @CanIgnoreReturnValue
    @Nullable
    Token next() {
        toNext();
        token = switch (state) {
            case VALUE -> at == text.end() ? null : begin();
            case COLON -> afterName();
            case FIRST_ELEMENT -> text.is(at, ']') ? close(Token.END_ARRAY) : begin();
            case FIRST_NAME -> text.is(at, '}') ? close(Token.END_OBJECT) : name();
            case COMMA -> afterValue();
            case END -> end();
        };
        return token;
    }

    private void toNext() {
        at = text.behindBlanks(at);
        from = at;
    }

    private Token afterName() {
        pass(':');
        return begin();
    }

    private Token afterValue() {
        boolean object = (objects & 1) == 1;
        if (text.is(at, object ? '}' : ']')) {
            return close(object ? Token.END_OBJECT : Token.END_ARRAY);
        }
        pass(',');
        return object ? name() : begin();
    }

    private void pass(char expected) {
        if (!text.is(at, expected)) {
            throw text.malformed(at);
        }
        at++;
        toNext();
    }

    private @Nullable Token end() {
        if (at < text.end()) {
            throw Refused.of(Reason.CALLER_INVALID, "The body goes on behind its JSON object, at byte " + from() + ".");
        }
        return null;
    }

    private Token name() {
        if (!text.is(at, '"')) {
            throw text.malformed(at);
        }
        at = text.behindString(at);
        state = State.COLON;
        return Token.NAME;
    }

    private Token begin() {
        return switch (text.at(at)) {
            case '{' -> open(Token.OBJECT, State.FIRST_NAME);
            case '[' -> open(Token.ARRAY, State.FIRST_ELEMENT);
            case '"' -> scalar(Token.STRING, text.behindString(at));
            case 't' -> scalar(Token.TRUE, text.behindWord(at, "true"));
            case 'f' -> scalar(Token.FALSE, text.behindWord(at, "false"));
            case 'n' -> scalar(Token.NULL, text.behindWord(at, "null"));
            default -> scalar(Token.NUMBER, text.behindNumber(at));
        };
    }

    private Token scalar(Token kind, int behind) {
        at = behind;
        state = depth == 0 ? State.END : State.COMMA;
        return kind;
    }

    private Token open(Token kind, State first) {
        if (depth == MAX_DEPTH) {
            throw text.tooMuch(at);
        }
        objects = objects << 1 | (kind == Token.OBJECT ? 1 : 0);
        depth++;
        at++;
        state = first;
        return kind;
    }

    private Token close(Token kind) {
        objects >>>= 1;
        depth--;
        return scalar(kind, at + 1);
    }

    @Nullable
    Token token() {
        return token;
    }

    boolean at(Token expected) {
        return token == expected;
    }

    boolean atFlag() {
        return token == Token.TRUE || token == Token.FALSE;
    }

    /** Moves to the next name of the current object; false at its end. */
    boolean nextName(Set<String> seen, String where) {
        if (next() == Token.END_OBJECT) {
            return false;
        }
        String name = text();
        if (!seen.add(name)) {
            throw Refused.of(
                            Reason.CALLER_INVALID,
                            "A field stands twice in " + where + " (the second at byte " + from()
                                    + "). Each may stand once.")
                    .at(name.length() > 64 ? where : name);
        }
        return true;
    }

    /** The current name or string, decoded. */
    String text() {
        return text.decoded(from, at);
    }

    /** The current string, decoded; of a long one its two ends. */
    String excerpt() {
        return text.excerpt(from, at);
    }

    /** The current number. */
    double number() {
        return Double.parseDouble(text.ascii(from, at));
    }

    /** Byte at which the current token starts. */
    int from() {
        return text.offset(from);
    }

    /** Byte behind the current token. */
    int behind() {
        return text.offset(at);
    }

    /** Range of the current value, read to its end; afterwards the cursor stands on its last token. */
    Span value() {
        int first = from();
        skip();
        return new Span(first, behind());
    }

    /** Goes to the end of the current value. */
    void skip() {
        if (token == Token.OBJECT || token == Token.ARRAY) {
            int outside = depth - 1;
            while (depth > outside) {
                next();
            }
        }
    }
}
