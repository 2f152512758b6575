package io.frond.retrieve.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as it must be written. */
final class Utf8 {
    private Utf8() {}

    /** Without a byte order mark. */
    static String text(byte[] file) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new Unreadable("it is not text: it holds zero bytes");
            }
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Unreadable("it is not UTF-8; save it as UTF-8");
        }
    }
}
