package io.frond.retrieve.format;

import java.io.IOException;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** A Word document: headings, paragraphs, lists and tables of its body, without what is hidden or struck. */
final class DocxFormat implements Format {
    private static final String CORE = "docProps/core.xml";
    private static final String STYLES = "word/styles.xml";
    private static final String BODY = "word/document[0-9]?\\.xml";

    @Override
    public Formatted.Text read(String name, byte[] file, Allowance allowance) throws IOException {
        var parts =
                Unzipped.of(file, part -> part.equals(CORE) || part.equals(STYLES) || part.matches(BODY), allowance);
        try {
            var text = new MarkdownText(allowance);
            var styles = WordStyles.of(parts.get(STYLES), allowance);
            new WordText(new Xml(body(parts), allowance), styles, text).read();
            return text.titled(title(parts.get(CORE), allowance));
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static byte[] body(Map<String, byte[]> parts) {
        return parts.entrySet().stream()
                .filter(part -> part.getKey().matches(BODY))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new Unreadable("it is an archive, but not a Word document"));
    }

    private static String title(byte @Nullable [] core, Allowance allowance) throws XMLStreamException {
        var title = new StringBuilder();
        if (core != null) {
            var xml = new Xml(core, allowance);
            xml.root(root -> xml.each(name -> {
                if (name.equals("title")) {
                    title.append(xml.text());
                } else {
                    xml.skip();
                }
            }));
        }
        return title.toString();
    }

    @Override
    public String noun() {
        return "a Word document (.docx)";
    }

    @Override
    public Content content() {
        return Content.ZIP;
    }
}
