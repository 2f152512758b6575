package io.frond.retrieve.format;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/**
 * What a page's own style sheets and attributes do to the visibility of its text. Not a style engine: rules apply in
 * their order whatever their weight, those for certain media do not apply, and sheets of other files are not fetched.
 */
final class Styles {
    private static final int MOST_RULES = 300;

    /** Names, classes and ids, up to three within one another: longer chains, and jsoup's own words, take for ever. */
    private static final String SELECTOR =
            "[A-Za-z0-9_.#*-]{1,60}(?:\\s{0,9}[ >,+~]\\s{0,9}[A-Za-z0-9_.#*-]{1,60}){0,2}";

    private static final Pattern NUMBER = Pattern.compile("(-?\\d{0,6}+(?:\\.\\d{1,4}+)?)(px|pt|em|rem|%|ex|ch)?");

    /** Elements are equal to nothing but themselves. */
    private final Map<Element, Map<String, String>> bySheet = new HashMap<>();

    private Styles() {}

    static Styles of(Document page, Allowance allowance) {
        var styles = new Styles();
        var sheets = page.select("style");
        if (!sheets.isEmpty()) {
            var elements = page.getAllElements();
            int room = MOST_RULES;
            for (var sheet : sheets) {
                var rules = StyleSheet.rules(sheet.data(), room);
                room -= rules.size();
                rules.forEach(rule -> styles.apply(page, elements, rule, allowance));
            }
        }
        return styles;
    }

    private void apply(Document page, List<Element> elements, StyleSheet.Rule rule, Allowance allowance) {
        if (!rule.selector().matches(SELECTOR) || rule.declarations().isEmpty()) {
            return;
        }
        try {
            var matching = Selector.evaluatorOf(rule.selector());
            for (var element : elements) {
                allowance.step();
                if (matching.matches(page, element)) {
                    bySheet.computeIfAbsent(element, e -> new HashMap<>()).putAll(rule.declarations());
                }
            }
        } catch (Selector.SelectorParseException | IllegalArgumentException unknown) {
            return;
        }
    }

    /** How text is seen in this element, by all that it stands in. */
    Seen around(Element element) {
        var parent = element.parent();
        return within(element, parent == null || parent instanceof Document ? Seen.PAGE : around(parent));
    }

    /** How text is seen in a row of a table, by what stands between them. */
    Seen down(Element table, Element row, Seen seen) {
        var parent = row.parent();
        return within(row, parent == null || table.equals(parent) ? seen : within(parent, seen));
    }

    /** How text is seen in an element that stands where text is seen so. */
    Seen within(Element element, Seen around) {
        var style = style(element);
        boolean gone = around.gone() || element.hasAttr("hidden") || hides(style);
        if (style.isEmpty()) {
            return gone == around.gone()
                    ? around
                    : new Seen(gone, around.transparent(), around.color(), around.ground());
        }
        var color = style.get("color");
        var ground = style.getOrDefault("background-color", style.get("background"));
        boolean unseen = color == null ? around.transparent() : Color.transparent(color);
        return new Seen(
                gone,
                unseen,
                color == null || color.equals("inherit") ? around.color() : Color.of(color),
                ground == null || ground.equals("transparent") || ground.equals("none") || ground.equals("inherit")
                        ? around.ground()
                        : Color.of(ground));
    }

    private Map<String, String> style(Element element) {
        var sheet = bySheet.getOrDefault(element, Map.of());
        var font = element.nameIs("font") ? element.attr("color") : "";
        var own = element.attr("style")
                + (font.isEmpty() ? "" : ";color:" + font)
                + (element.hasAttr("bgcolor") ? ";background-color:" + element.attr("bgcolor") : "");
        if (own.isEmpty()) {
            return sheet;
        }
        var all = new HashMap<>(sheet);
        all.putAll(StyleSheet.declarations(own.toLowerCase(Locale.ROOT)));
        return all;
    }

    private static boolean hides(Map<String, String> style) {
        return style.getOrDefault("display", "").equals("none")
                || style.getOrDefault("visibility", "").matches("hidden|collapse")
                || style.getOrDefault("content-visibility", "").equals("hidden")
                || below(style.get("opacity"), 0.06)
                || below(style.get("font-size"), 3)
                || far(style)
                || cut(style);
    }

    /** Moved to where nobody scrolls. */
    private static boolean far(Map<String, String> style) {
        return below(style.get("text-indent"), -500)
                || (style.getOrDefault("position", "").matches("absolute|fixed")
                        && (below(style.get("left"), -500) || below(style.get("top"), -500)));
    }

    /** Cut off until nothing is left. */
    private static boolean cut(Map<String, String> style) {
        boolean clipped = style.getOrDefault("clip", "").matches("rect\\((0|1)?(px)?[\\s,].{0,40}")
                || style.getOrDefault("clip-path", "").matches("inset\\((50|100)%.{0,40}");
        boolean flat =
                below(style.get("height"), 2) || below(style.get("max-height"), 2) || below(style.get("width"), 2);
        return clipped
                || style.getOrDefault("transform", "").matches("scale[xy]?\\(0(\\.0\\d?)?\\)")
                || (flat && style.getOrDefault("overflow", "").equals("hidden"));
    }

    /** Whether a length in pixels, or a plain number, is smaller. Em and percent are taken of 16 pixels. */
    private static boolean below(@Nullable String length, double bound) {
        if (length == null) {
            return false;
        }
        var parts = NUMBER.matcher(length);
        if (!parts.matches() || parts.group(1).isEmpty() || parts.group(1).equals("-")) {
            return false;
        }
        double unit =
                switch (Objects.requireNonNullElse(parts.group(2), "")) {
                    case "em", "rem" -> 16;
                    case "ex", "ch" -> 8;
                    case "%" -> 0.16;
                    case "pt" -> 1.33;
                    default -> 1;
                };
        return Double.parseDouble(parts.group(1)) * unit < bound;
    }
}
