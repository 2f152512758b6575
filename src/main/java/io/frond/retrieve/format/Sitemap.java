package io.frond.retrieve.format;

import io.frond.model.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/**
 * What a sitemap lists.
 *
 * @param pages address and when it was changed, as written; empty where that is not told
 * @param sitemaps addresses of further ones
 */
public record Sitemap(Map<String, String> pages, List<String> sitemaps) {

    /** Fails with an {@link IllegalArgumentException} that says why it cannot be read. */
    public static Sitemap of(byte[] file, Limits limits, Clock clock) {
        var sitemap = new Sitemap(new LinkedHashMap<>(), new ArrayList<>());
        try {
            var xml = new Xml(file, new Allowance(limits, file.length, clock));
            xml.root(root -> xml.each(name -> sitemap.entry(name, xml)));
            return sitemap;
        } catch (Unreadable unreadable) {
            throw new IllegalArgumentException(unreadable.why(), unreadable);
        } catch (XMLStreamException | RuntimeException broken) {
            throw new IllegalArgumentException("it is not a sitemap in XML", broken);
        }
    }

    private void entry(String kind, Xml xml) throws XMLStreamException {
        var at = new StringBuilder();
        var changed = new StringBuilder();
        xml.each(name -> {
            switch (name) {
                case "loc" -> at.append(xml.text().strip());
                case "lastmod" -> changed.append(xml.text().strip());
                default -> xml.skip();
            }
        });
        if (kind.equals("sitemap")) {
            sitemaps.add(at.toString());
        } else if (kind.equals("url")) {
            pages.put(at.toString(), changed.toString());
        }
    }
}
