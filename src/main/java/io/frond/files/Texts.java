package io.frond.files;

import io.frond.retrieve.source.FolderSource;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Makes text of a file's bytes. The one place that knows formats. */
final class Texts {
    /** A file of more bytes is not indexed. */
    static final long LARGEST = FolderSource.LARGEST;

    private Texts() {}

    /** What came of it. */
    sealed interface Outcome {

        record Text(String text) implements Outcome {}

        /**
         * @param code OpenAI's word for it
         * @param why for the client; names no content
         */
        record Unfit(String code, String why) implements Outcome {}
    }

    /** @param name tells the format by its ending */
    static Outcome of(String name, byte[] bytes) {
        try {
            var decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            var text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
            if (text.indexOf('\0') >= 0) {
                return unsupported(name);
            }
            return text.isBlank()
                    ? new Outcome.Unfit("invalid_file", "The file holds no text.")
                    : new Outcome.Text(text);
        } catch (CharacterCodingException binary) {
            return unsupported(name);
        }
    }

    private static Outcome unsupported(String name) {
        var ending = name.substring(name.lastIndexOf('.') + 1);
        return new Outcome.Unfit(
                "unsupported_file",
                "The file" + (ending.equals(name) ? "" : " of type '" + ending + "'")
                        + " is not text in UTF-8, such as Markdown or plain text.");
    }
}
