package io.frond.retrieve.format;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Word documents, as small as they can be. */
public final class Word {
    private static final String W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private static final String STYLES = "<w:styles " + W + ">"
            + "<w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>"
            + "<w:style w:type=\"paragraph\" w:styleId=\"berschrift2\"><w:name w:val=\"heading 2\"/></w:style>"
            + "<w:style w:type=\"paragraph\" w:styleId=\"Meine\"><w:name w:val=\"Meine\"/>"
            + "<w:basedOn w:val=\"berschrift2\"/></w:style></w:styles>";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private Word() {}

    /** With this between the tags of its body. */
    public static byte[] of(String body) {
        return new Word().body(body).part("word/styles.xml", STYLES).zipped();
    }

    /** With this title. */
    public static byte[] titled(String title, String body) {
        var core =
                "<c:coreProperties xmlns:c=\"c\" xmlns:dc=\"d\"><dc:title>" + title + "</dc:title></c:coreProperties>";
        return new Word()
                .body(body)
                .part("word/styles.xml", STYLES)
                .part("docProps/core.xml", core)
                .zipped();
    }

    /** An archive of this one part. */
    public static byte[] archive(String name, byte[] content) {
        var word = new Word();
        word.parts.put(name, content);
        return word.zipped();
    }

    @CanIgnoreReturnValue
    private Word body(String body) {
        return part(
                "word/document.xml",
                "<?xml version=\"1.0\"?><w:document " + W + "><w:body>" + body + "</w:body></w:document>");
    }

    @CanIgnoreReturnValue
    private Word part(String name, String xml) {
        parts.put(name, xml.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private byte[] zipped() {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A paragraph of a style; none where it is empty. */
    public static String p(String style, String text) {
        var properties = style.isEmpty() ? "" : "<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>";
        return "<w:p>" + properties + r("", text) + "</w:p>";
    }

    /** A run with properties. */
    public static String r(String properties, String text) {
        return "<w:r><w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t></w:r>";
    }

    public static String row(String... cells) {
        var row = new StringBuilder("<w:tr>");
        for (var cell : cells) {
            row.append("<w:tc>").append(p("", cell)).append("</w:tc>");
        }
        return row.append("</w:tr>").toString();
    }
}
