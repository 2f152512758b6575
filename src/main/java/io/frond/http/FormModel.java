package io.frond.http;

import io.frond.model.Fields;
import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code model} and {@code stream} in a {@code multipart/form-data} body (RFC 7578) by its boundaries. No part is
 * decoded, and the bytes of files are passed over.
 */
final class FormModel {
    private static final Pattern BOUNDARY = Pattern.compile("(?i);\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;]{1,70}))");
    private static final Pattern NAME = Pattern.compile("(?i);\\s*name=(?:\"([^\"]*)\"|([^\\s;]+))");
    private static final int LONGEST_HEAD = 4096;
    private static final int LONGEST_VALUE = 512;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] body;
    private final byte[] delimiter;
    private String model = "";
    private @Nullable Span modelAt;
    private boolean stream;

    private FormModel(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    static boolean isForm(String contentType) {
        return contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /** A form without a boundary, or cut off, has the fields that could be found. */
    static Fields scan(Buffer body, String contentType, String pathModel) {
        var boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return Fields.none(pathModel, false);
        }
        var name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        return new FormModel(body.getBytes(), name).fields(pathModel);
    }

    private Fields fields(String pathModel) {
        int part = starts(body, 0, delimiter, 2) ? delimiter.length - 2 : after(delimiter, 0);
        while (part >= 0) {
            int content = after(HEAD_END, part);
            int next = content < 0 ? -1 : find(delimiter, content - 2);
            if (next >= 0) {
                field(part, content, Math.max(content, next));
            }
            part = next < 0 ? -1 : next + delimiter.length;
        }
        boolean named = !pathModel.isEmpty();
        return Fields.of(named ? pathModel : model, modelAt, named, stream);
    }

    private void field(int head, int from, int to) {
        if (from - head > LONGEST_HEAD || to - from > LONGEST_VALUE) {
            return;
        }
        switch (name(new String(body, head, from - head, StandardCharsets.UTF_8))) {
            case "model" -> {
                model = text(from, to);
                modelAt = new Span(from, to);
            }
            case "stream" -> stream = text(from, to).equals("true");
            default -> {}
        }
    }

    private static String name(String head) {
        for (String line : head.split("\r\n", -1)) {
            var found = NAME.matcher(line);
            if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:") && found.find()) {
                return found.group(1) == null ? found.group(2) : found.group(1);
            }
        }
        return "";
    }

    private String text(int from, int to) {
        return new String(body, from, to - from, StandardCharsets.UTF_8);
    }

    private int after(byte[] what, int from) {
        int at = find(what, from);
        return at < 0 ? -1 : at + what.length;
    }

    private int find(byte[] what, int from) {
        for (int i = from; i <= body.length - what.length; i++) {
            if (body[i] == what[0] && starts(body, i, what, 0)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether {@code what}, from its byte {@code skipped} on, stands at {@code at}. */
    private static boolean starts(byte[] in, int at, byte[] what, int skipped) {
        if (in.length - at < what.length - skipped) {
            return false;
        }
        for (int i = skipped; i < what.length; i++) {
            if (in[at + i - skipped] != what[i]) {
                return false;
            }
        }
        return true;
    }
}
