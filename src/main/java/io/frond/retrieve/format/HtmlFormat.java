package io.frond.retrieve.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/** A web page: what its main part shows, without what a style hides. The charset is the one that the page names. */
final class HtmlFormat implements Format {

    @Override
    public Formatted.Text read(String name, byte[] file, Allowance allowance) throws IOException {
        count(file, allowance);
        var page = Jsoup.parse(
                new ByteArrayInputStream(file), null, "", Parser.htmlParser().setMaxDepth(4 * allowance.deepest()));
        allowance.time();
        var styles = Styles.of(page, allowance);
        var text = new MarkdownText(allowance);
        new HtmlText(styles, text, allowance).read(root(page));
        return text.titled(page.title());
    }

    private static org.jsoup.nodes.Element root(Document page) {
        var main = page.selectFirst("main, [role=main]");
        return main == null || main.text().isBlank() ? page.body() : main;
    }

    /** Tags and attributes, before any of them takes memory. What only looks like one counts as well. */
    private static void count(byte[] file, Allowance allowance) {
        int attributes = 0;
        boolean within = false;
        for (int i = 0; i < file.length; i++) {
            byte b = file[i];
            if (b == '<') {
                within = true;
                allowance.element();
            } else if (b == '>') {
                within = false;
            } else if (within && (b <= ' ' || b == '/') && ++attributes % 4 == 0) {
                allowance.element();
            }
        }
    }

    @Override
    public String noun() {
        return "HTML";
    }

    @Override
    public Content content() {
        return Content.TEXT;
    }
}
