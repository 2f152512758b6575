package io.frond.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says what is wrong with a text that is not YAML, in the words of somebody who only wants it to work. */
final class SyntaxFault {
    private static final List<Map.Entry<String, String>> PLAINLY = List.of(
            Map.entry("TAB", "a tab; YAML is indented with spaces"),
            Map.entry(
                    "mapping values are not allowed here",
                    "a second \": \" in one line, or a line that is indented too far; a text with \": \" needs quotes"),
            Map.entry("expected ',' or '}'", "the { } block is not closed, or a comma is missing"),
            Map.entry("expected ',' or ']'", "the [ ] list is not closed, or a comma is missing"),
            Map.entry("quoted scalar", "a quote is not closed"),
            Map.entry("cannot start any token", "a text that begins with this character needs quotes"),
            Map.entry("expected <block end>", "this line is not indented like its neighbours"),
            Map.entry("could not find expected ':'", "a key without a colon"));

    private SyntaxFault() {}

    static void of(YamlEngineException e, Origin origin, String text, Faults faults) {
        switch (e) {
            case MarkedYamlEngineException marked -> marked(marked, origin, faults);
            case ReaderException reader ->
                faults.add(
                        place(origin, text, reader.getPosition()),
                        "",
                        String.format(
                                Locale.ROOT, "the control character U+%04X is not allowed", reader.getCodePoint()));
            default -> faults.add(origin.start(), "", "not YAML: " + Word.clean(String.valueOf(e.getMessage())));
        }
    }

    private static void marked(MarkedYamlEngineException e, Origin origin, Faults faults) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        Place place = YamlTree.place(origin, mark);
        if (braceOfVariable(place)) {
            faults.add(
                    new Place(origin, place.line(), place.column() - 1),
                    "",
                    "an unquoted ${...} within { } or [ ]: YAML takes its brace for the start of another block. Put it in"
                            + " quotes, \"${NAME}\", or write the block over several lines");
            return;
        }
        String said = e.getProblem() + " " + e.getContext();
        faults.add(place, "", plainly(said));
    }

    private static boolean braceOfVariable(Place place) {
        String line = place.origin().line(place.line());
        int[] points = line.codePoints().toArray();
        int at = place.column() - 1;
        return at > 0 && at < points.length && points[at] == '{' && points[at - 1] == '$';
    }

    private static String plainly(String said) {
        return PLAINLY.stream()
                .filter(known -> said.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(
                        () -> "not YAML: " + Word.clean(said.replace("null", "").strip()));
    }

    /** The place of a code point counted from the start of the text. */
    private static Place place(Origin origin, String text, int position) {
        int at = Math.min(position, text.codePointCount(0, text.length()));
        String before = text.substring(0, text.offsetByCodePoints(0, at));
        int line = (int) before.chars().filter(c -> c == '\n').count();
        int start = before.lastIndexOf('\n') + 1;
        return new Place(origin, line + 1, before.codePointCount(start, before.length()) + 1);
    }
}
