package io.frond.retrieve.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Walks a page and writes down what is to be seen of it. */
final class HtmlText {
    private static final Set<String> UNSEEN = Set.of(
            "script",
            "style",
            "template",
            "noscript",
            "iframe",
            "object",
            "embed",
            "svg",
            "canvas",
            "audio",
            "video",
            "nav",
            "button",
            "select",
            "input",
            "textarea",
            "datalist",
            "dialog",
            "head",
            "title",
            "meta",
            "link");
    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "header",
            "hr",
            "html",
            "li",
            "main",
            "ol",
            "p",
            "section",
            "summary",
            "ul",
            "table",
            "pre",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6");

    private final Styles styles;
    private final MarkdownText text;
    private final Allowance allowance;
    private StringBuilder words = new StringBuilder();

    HtmlText(Styles styles, MarkdownText text, Allowance allowance) {
        this.styles = styles;
        this.text = text;
        this.allowance = allowance;
    }

    void read(Element root) {
        children(root, styles.around(root), 0);
        end();
    }

    /** @param items lists around this element */
    private void children(Element parent, Seen seen, int items) {
        for (var node : parent.childNodes()) {
            node(node, seen, items);
        }
    }

    private void node(Node node, Seen seen, int items) {
        if (node instanceof TextNode some && seen.shown()) {
            words.append(some.getWholeText().replaceAll("\\s++", " "));
        } else if (node instanceof Element element) {
            element(element, styles.within(element, seen), items);
        }
    }

    private void element(Element element, Seen seen, int items) {
        allowance.element();
        var name = element.normalName();
        if (seen.gone() || UNSEEN.contains(name)) {
            return;
        }
        switch (name) {
            case "br" -> words.append('\n');
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, seen, name.charAt(1) - '0');
            case "pre" -> code(element, seen);
            case "li" -> item(element, seen, items);
            case "ul", "ol" -> block(element, seen, items + 1);
            case "table" -> table(element, seen, items);
            default -> other(element, seen, items);
        }
    }

    private void other(Element element, Seen seen, int items) {
        if (BLOCKS.contains(element.normalName())) {
            block(element, seen, items);
        } else {
            children(element, seen, items);
        }
    }

    private void block(Element element, Seen seen, int items) {
        end();
        children(element, seen, items);
        end();
    }

    private void heading(Element element, Seen seen, int level) {
        end();
        text.heading(level, inner(element, seen));
    }

    private void code(Element element, Seen seen) {
        end();
        if (seen.shown()) {
            text.code(element.wholeText());
        }
    }

    /** Its own words first, then the lists within. */
    private void item(Element element, Seen seen, int items) {
        end();
        var later = new ArrayList<Node>();
        for (var node : element.childNodes()) {
            if (node instanceof Element inner && (inner.nameIs("ul") || inner.nameIs("ol"))) {
                later.add(node);
            } else {
                inline(node, seen);
            }
        }
        text.item(Math.max(0, items - 1), take());
        later.forEach(list -> node(list, seen, items));
    }

    /** Tables that only lay out a page, of one column or with tables within, are read as what they hold. */
    private void table(Element table, Seen seen, int items) {
        end();
        var rows = rows(table);
        boolean data =
                table.selectFirst("table table") == null && rows.stream().anyMatch(row -> row.childrenSize() > 1);
        if (!data) {
            block(table, seen, items);
            return;
        }
        boolean first = true;
        for (var row : rows) {
            var cells = cells(row, styles.down(table, row, seen));
            if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                var unused = first ? text.header(cells) : text.row(cells);
                first = false;
            }
        }
    }

    private static List<Element> rows(Element table) {
        return table.select("tr");
    }

    private List<String> cells(Element row, Seen seen) {
        var cells = new ArrayList<String>();
        for (var cell : row.children()) {
            allowance.element();
            cells.add(inner(cell, styles.within(cell, seen)));
        }
        return cells;
    }

    private String inner(Element element, Seen seen) {
        var outer = words;
        words = new StringBuilder();
        if (!seen.gone()) {
            element.childNodes().forEach(node -> inline(node, seen));
        }
        var said = take();
        words = outer;
        return said;
    }

    /** All text below, whatever elements it stands in, for places where there can be no blocks. */
    private void inline(Node node, Seen seen) {
        if (node instanceof TextNode some && seen.shown()) {
            words.append(some.getWholeText());
        } else if (node instanceof Element element && !UNSEEN.contains(element.normalName())) {
            allowance.element();
            var below = styles.within(element, seen);
            words.append(BLOCKS.contains(element.normalName()) || element.nameIs("br") ? " " : "");
            if (!below.gone()) {
                element.childNodes().forEach(inner -> inline(inner, below));
            }
        }
    }

    private void end() {
        text.paragraph(take());
    }

    private String take() {
        var said = words.toString();
        words = new StringBuilder();
        return said;
    }
}
