package io.frond.retrieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Markdown to sections by CommonMark's block structure. Blocks are cut from the source as they are written, so that
 * numbers, links and tables reach the model unchanged. Inline structure is not parsed: nothing here needs it.
 */
final class Markdown {
    /** Deeper quotes and lists are taken as text. */
    private static final int DEEPEST = 32;

    private static final int LONGEST_TITLE = 200;

    private static final Parser PARSER = Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .maxOpenBlockParsers(DEEPEST)
            .inlineParserFactory(
                    context -> (lines, node) -> node.appendChild(new Text(Objects.requireNonNull(lines.getContent()))))
            .build();

    private final String source;
    private final String name;
    private final String title;
    private final List<Section> sections = new ArrayList<>();
    private final String[] path = new String[7];
    private List<String> blocks = new ArrayList<>();

    private Markdown(String source, String name, String title) {
        this.source = source;
        this.name = name;
        this.title = title;
    }

    /**
     * A document's title begins every heading path, unless its first heading says the same.
     *
     * @param name stands in for the heading path before the first heading of a document without a title
     */
    static List<Section> sections(String text, String name) {
        var front = FrontMatter.of(text);
        return new Markdown(front.rest(), name, front.title()).read();
    }

    private List<Section> read() {
        for (var node = PARSER.parse(source).getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Heading heading -> enter(heading);
                case ThematicBreak rule -> {}
                case FencedCodeBlock code -> add(source(code));
                case IndentedCodeBlock code -> add(source(code));
                case HtmlBlock html -> add(Plain.untagged(html.getLiteral()));
                case Block block -> add(Plain.unescaped(Plain.untagged(source(block))));
                default -> {}
            }
        }
        leave();
        return sections;
    }

    private void enter(Heading heading) {
        leave();
        path[heading.getLevel()] = title(heading);
        for (int deeper = heading.getLevel() + 1; deeper < path.length; deeper++) {
            path[deeper] = null;
        }
    }

    private static String title(Heading heading) {
        var written = heading.getFirstChild() instanceof Text text ? text.getLiteral() : "";
        var title = Plain.untagged(written).replaceAll("[*`\\s]+", " ").strip();
        return title.length() > LONGEST_TITLE
                ? title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE / 2))
                : title;
    }

    private void leave() {
        if (!blocks.isEmpty()) {
            sections.add(new Section(heading(), blocks));
            blocks = new ArrayList<>();
        }
    }

    private String heading() {
        var words = new ArrayList<String>();
        if (!title.isEmpty() && !title.equalsIgnoreCase(path[1])) {
            words.add(title);
        }
        for (var part : path) {
            if (part != null && !part.isEmpty()) {
                words.add(part);
            }
        }
        return words.isEmpty() ? name : String.join(" > ", words);
    }

    private void add(String block) {
        var text = block.strip();
        if (!text.isEmpty()) {
            blocks.add(text);
        }
    }

    private String source(Node block) {
        var spans = block.getSourceSpans();
        if (spans.isEmpty()) {
            return "";
        }
        var last = spans.getLast();
        return source.substring(spans.getFirst().getInputIndex(), last.getInputIndex() + last.getLength());
    }
}
