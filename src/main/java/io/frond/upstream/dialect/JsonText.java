package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.HexFormat;

/** Text as JSON writes it. Half of a pair of surrogates, which UTF-8 cannot say, is written as an escape. */
final class JsonText {
    private JsonText() {}

    static String quoted(String text) {
        return "\"" + escaped(text) + "\"";
    }

    /** Without the quotes. */
    static String escaped(String text) {
        var plain = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        var written = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char at = plain.charAt(i);
            boolean pair = Character.isHighSurrogate(at)
                    && i + 1 < plain.length()
                    && Character.isLowSurrogate(plain.charAt(i + 1));
            if (pair) {
                written.append(at).append(plain.charAt(++i));
            } else if (Character.isSurrogate(at)) {
                written.append("\\u").append(HexFormat.of().toHexDigits(at));
            } else {
                written.append(at);
            }
        }
        return written.toString();
    }
}
