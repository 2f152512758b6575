package io.frond.retrieve;

import io.frond.config.KnowledgeConfig;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Cuts documents into chunks: a chunk never crosses a heading, and a paragraph, list, table or code block is cut only
 * if it alone is too long, then at lines, then at sentences, then at words.
 *
 * <p>A table that is cut repeats its header in every chunk. Else, within a section each chunk repeats the last whole lines or sentences of the one before, {@code overlap} tokens
 * at most. Tokens are those of {@link Chunk#tokens}.
 */
final class Chunker {
    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");

    private final KnowledgeConfig.Chunk size;

    Chunker(KnowledgeConfig.Chunk size) {
        this.size = size;
    }

    List<Chunk> chunks(Document document) {
        var chunks = new ArrayList<Chunk>();
        for (var section : sections(document)) {
            for (var text : packed(section.blocks())) {
                var facts = Instructions.flagged(document.facts(), section.heading() + "\n" + text);
                chunks.add(new Chunk(document.id(), facts, chunks.size(), section.heading(), text));
            }
        }
        return chunks;
    }

    private static List<Section> sections(Document document) {
        return Markdown.sections(Plain.visible(document.text()), name(document.id()));
    }

    /** {@code guides/first-steps.md} is called "first steps"; {@code 4711-b.md}, which says nothing, is not called. */
    private static String name(String id) {
        var file = id.substring(id.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        var name = (dot > 0 ? file.substring(0, dot) : file)
                .replaceAll("[-_]+", " ")
                .strip();
        return WORD.matcher(name).find() ? name : "";
    }

    private List<String> packed(List<String> blocks) {
        var chunks = new ArrayList<String>();
        var chunk = new StringBuilder();
        for (var unit : units(blocks)) {
            if (!chunk.isEmpty() && Chunk.tokens(chunk) + Chunk.tokens(unit.text()) > size.tokens()) {
                var full = chunk.toString();
                chunks.add(full.strip());
                chunk = new StringBuilder(beginning(full, unit));
            }
            chunk.append(unit.text());
        }
        if (!chunk.toString().isBlank()) {
            chunks.add(chunk.toString().strip());
        }
        return chunks;
    }

    private String beginning(String before, Unit unit) {
        return unit.header().isEmpty() ? tail(before, size.tokens() - Chunk.tokens(unit.text())) : unit.header();
    }

    /**
     * What is never cut.
     *
     * @param text with the white space that follows it
     * @param header of the table it is a row of, to begin a chunk with; empty for all else and for the first row
     */
    private record Unit(String text, String header) {}

    private List<Unit> units(List<String> blocks) {
        var units = new ArrayList<Unit>();
        for (var block : blocks) {
            var whole = block + "\n\n";
            if (Chunk.tokens(whole) <= size.tokens()) {
                units.add(new Unit(whole, ""));
            } else {
                var header = header(block);
                var begin = header;
                for (var piece : pieces(whole.substring(header.length()))) {
                    units.add(new Unit(begin + piece, begin.isEmpty() ? header : ""));
                    begin = "";
                }
            }
        }
        return units;
    }

    /** A header that would fill a good part of every chunk is not repeated. */
    private String header(String block) {
        var header = Table.header(block);
        return Chunk.tokens(header) * 3 > size.tokens() ? "" : header;
    }

    private List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        for (var line : text.split("(?<=\\n)", -1)) {
            for (var sentence : sentences(line)) {
                cut(sentence, pieces);
            }
        }
        return pieces;
    }

    private List<String> sentences(String line) {
        return Chunk.tokens(line) <= size.tokens() ? List.of(line) : split(line);
    }

    private static List<String> split(String line) {
        var sentences = new ArrayList<String>();
        var ends = BreakIterator.getSentenceInstance(Locale.ROOT);
        ends.setText(line);
        int from = ends.first();
        for (int to = ends.next(); to != BreakIterator.DONE; to = ends.next()) {
            sentences.add(line.substring(from, to));
            from = to;
        }
        return sentences;
    }

    private void cut(String sentence, List<String> pieces) {
        int longest = size.tokens() * 4;
        int from = 0;
        while (sentence.length() - from > longest) {
            int to = sentence.lastIndexOf(' ', from + longest) + 1;
            if (to <= from) {
                to = from + longest - (Character.isHighSurrogate(sentence.charAt(from + longest - 1)) ? 1 : 0);
            }
            pieces.add(sentence.substring(from, to));
            from = to;
        }
        pieces.add(sentence.substring(from));
    }

    /** The last lines or sentences of a chunk that fit the overlap and leave {@code room}. */
    private String tail(String chunk, int room) {
        int most = Math.min(size.overlap(), room);
        var pieces = new ArrayList<String>();
        for (var line : chunk.split("(?<=\\n)", -1)) {
            pieces.addAll(split(line));
        }
        int from = chunk.length();
        for (var piece : pieces.reversed()) {
            if (Chunk.tokens(chunk.substring(from - piece.length())) > most) {
                break;
            }
            from -= piece.length();
        }
        return chunk.substring(from);
    }
}
