package io.frond.retrieve.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Walks the body of a Word document and writes down what a reader sees of it. */
final class WordText {
    /** Half points; smaller letters are not read by anybody. */
    private static final int SMALLEST = 6;

    private final Xml xml;
    private final WordStyles styles;
    private final MarkdownText text;
    private boolean shaded;

    WordText(Xml xml, WordStyles styles, MarkdownText text) {
        this.xml = xml;
        this.styles = styles;
        this.text = text;
    }

    /** A paragraph in the making. */
    private static final class Words {
        private final StringBuilder said = new StringBuilder();
        private int level;
        private int depth = -1;
        private boolean shaded;
    }

    /** How a run of letters looks. */
    private static final class Look {
        private boolean hidden;
        private boolean ground;
        private @Nullable Integer color;

        boolean shown(boolean shaded) {
            return !hidden && (ground || shaded || new Seen(false, false, color, 0xFFFFFF).shown());
        }
    }

    void read() throws XMLStreamException {
        xml.root(this::block);
    }

    private void block(String name) throws XMLStreamException {
        switch (name) {
            case "p" -> write(paragraph());
            case "tbl" -> table();
            case "del", "moveFrom", "sectPr", "Fallback" -> xml.skip();
            default -> xml.each(this::block);
        }
    }

    private void write(Words words) {
        var said = words.said.toString();
        if (words.level > 0) {
            text.heading(words.level, said);
        } else if (words.depth >= 0) {
            text.item(words.depth, said);
        } else {
            text.paragraph(said);
        }
    }

    private Words paragraph() throws XMLStreamException {
        var words = new Words();
        xml.each(name -> part(name, words));
        return words;
    }

    private void part(String name, Words words) throws XMLStreamException {
        switch (name) {
            case "pPr" -> xml.each(property -> property(property, words));
            case "r" -> run(words);
            case "p" -> words.said.append('\n').append(paragraph().said).append('\n');
            case "del", "moveFrom", "Fallback", "instrText" -> xml.skip();
            default -> xml.each(inner -> part(inner, words));
        }
    }

    private void property(String name, Words words) throws XMLStreamException {
        switch (name) {
            case "pStyle" -> {
                var style = String.valueOf(xml.attribute("val"));
                words.level = Math.max(words.level, styles.level(style));
                words.depth = Math.max(words.depth, styles.list(style) ? 0 : -1);
            }
            case "outlineLvl" -> {
                int level = number(xml.attribute("val"), 9);
                words.level = level < 9 ? level + 1 : words.level;
            }
            case "shd" -> words.shaded = fills();
            case "numPr" -> {
                words.depth = Math.max(words.depth, 0);
                xml.each(inner -> {
                    if (inner.equals("ilvl")) {
                        words.depth = number(xml.attribute("val"), 0);
                    }
                    xml.skip();
                });
                return;
            }
            default -> {}
        }
        xml.skip();
    }

    private void run(Words words) throws XMLStreamException {
        var look = new Look();
        xml.each(name -> {
            switch (name) {
                case "rPr" -> xml.each(property -> look(property, look));
                case "t" -> append(xml.text(), look, words);
                case "tab" -> skipTo(" ", look, words);
                case "br", "cr" -> skipTo("\n", look, words);
                case "noBreakHyphen" -> skipTo("-", look, words);
                case "delText", "instrText", "Fallback" -> xml.skip();
                default -> xml.each(inner -> part(inner, words));
            }
        });
    }

    private void skipTo(String sign, Look look, Words words) throws XMLStreamException {
        xml.skip();
        append(sign, look, words);
    }

    private void append(String letters, Look look, Words words) {
        if (look.shown(shaded || words.shaded)) {
            words.said.append(letters);
        }
    }

    private void look(String name, Look look) throws XMLStreamException {
        var value = Objects.requireNonNullElse(xml.attribute("val"), "");
        switch (name) {
            case "vanish", "webHidden" -> look.hidden |= !value.matches("0|false|off");
            case "sz" -> look.hidden |= number(value, SMALLEST) < SMALLEST;
            case "color" -> look.color = Color.of("#" + value.toLowerCase(Locale.ROOT));
            case "highlight" -> look.ground = !value.equals("none") && !value.equals("white");
            case "shd" -> look.ground |= fills();
            default -> {}
        }
        xml.skip();
    }

    /** Whether the shading that is open has a colour of its own behind the text. */
    private boolean fills() {
        var fill = Objects.requireNonNullElse(xml.attribute("fill"), "auto").toLowerCase(Locale.ROOT);
        var color = Color.of("#" + fill);
        return color != null && new Seen(false, false, color, 0xFFFFFF).shown();
    }

    private void table() throws XMLStreamException {
        var rows = new ArrayList<List<String>>();
        boolean outer = shaded;
        xml.each(name -> rows(name, rows));
        shaded = outer;
        boolean data = rows.stream().anyMatch(row -> row.size() > 1);
        boolean first = true;
        for (var row : rows) {
            if (!data) {
                row.forEach(text::paragraph);
            } else if (row.stream().anyMatch(cell -> !cell.isBlank())) {
                var unused = first ? text.header(row) : text.row(row);
                first = false;
            }
        }
    }

    /** A style of the table may colour its header, in which white letters are seen. */
    private void rows(String name, List<List<String>> rows) throws XMLStreamException {
        switch (name) {
            case "tr" -> {
                var cells = new ArrayList<String>();
                xml.each(inner -> cells(inner, cells));
                rows.add(cells);
            }
            case "tblStyle" -> {
                shaded = true;
                xml.skip();
            }
            case "del", "moveFrom", "Fallback" -> xml.skip();
            default -> xml.each(inner -> rows(inner, rows));
        }
    }

    private void cells(String name, List<String> cells) throws XMLStreamException {
        if (name.equals("tc")) {
            var said = new StringBuilder();
            boolean outer = shaded;
            xml.each(inner -> cell(inner, said));
            shaded = outer;
            cells.add(said.toString());
        } else if (name.equals("sdt") || name.equals("sdtContent")) {
            xml.each(inner -> cells(inner, cells));
        } else {
            xml.skip();
        }
    }

    /** Tables within a cell are read as its text. */
    private void cell(String name, StringBuilder said) throws XMLStreamException {
        switch (name) {
            case "p" -> said.append(paragraph().said).append('\n');
            case "shd" -> {
                shaded |= fills();
                xml.skip();
            }
            case "del", "moveFrom", "Fallback" -> xml.skip();
            default -> xml.each(inner -> cell(inner, said));
        }
    }

    private static int number(@Nullable String value, int otherwise) {
        return value != null && value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : otherwise;
    }
}
