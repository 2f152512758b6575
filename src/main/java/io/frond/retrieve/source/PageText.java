package io.frond.retrieve.source;

import io.frond.retrieve.format.Formats;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.regex.Pattern;

/** A page as a file: the name that says its format, and its bytes, text in UTF-8. */
final class PageText {
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([a-z0-9_:.-]{1,40})");
    private static final Map<String, String> EXTENSIONS = Map.of(
            "text/html", "html",
            "application/xhtml+xml", "xhtml",
            "text/markdown", "md",
            "text/plain", "txt",
            "text/csv", "csv",
            "application/pdf", "pdf",
            "application/jsonl", "jsonl",
            "application/x-ndjson", "ndjson",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");

    private final String name;
    private final byte[] bytes;

    private PageText(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Fails where it is of a type that nobody can read. What servers call plain or nothing goes by its name. */
    static PageText of(String id, Fetched.Page page) throws Rejected {
        var type = page.type().replaceAll(";.*", "").strip();
        var path = URI.create(id).getPath();
        boolean vague = type.isEmpty() || type.equals("text/plain") || type.equals("application/octet-stream");
        var extension = EXTENSIONS.get(type);
        if (vague && path != null && Formats.knows(path)) {
            return new PageText(path, page.body().getBytes());
        }
        if (extension == null) {
            throw new Rejected("its content type is " + (type.matches("[a-z0-9.+/-]{1,80}") ? type : "not told")
                    + ", which cannot be read");
        }
        return new PageText("page." + extension, utf8(page));
    }

    private static byte[] utf8(Fetched.Page page) {
        var named = CHARSET.matcher(page.type());
        var bytes = page.body().getBytes();
        if (!page.type().startsWith("text/") || !named.find() || named.group(1).equals("utf-8")) {
            return bytes;
        }
        try {
            var text = new String(bytes, Charset.forName(named.group(1)));
            return ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return bytes;
        }
    }
}
