package io.frond.retrieve.format;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Which styles of a Word document make a heading or a list. Ids are in the author's language, names are not. */
final class WordStyles {
    private static final Pattern HEADING = Pattern.compile("heading ([1-9])");

    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private final HashSet<String> lists = new HashSet<>();

    private WordStyles() {}

    static WordStyles of(byte @Nullable [] file, Allowance allowance) throws XMLStreamException {
        var styles = new WordStyles();
        if (file != null) {
            var xml = new Xml(file, allowance);
            xml.root(root -> xml.each(name -> {
                if (name.equals("style")) {
                    styles.style(xml);
                } else {
                    xml.skip();
                }
            }));
        }
        return styles;
    }

    private void style(Xml xml) throws XMLStreamException {
        var id = String.valueOf(xml.attribute("styleId"));
        xml.each(name -> {
            var value = String.valueOf(xml.attribute("val"));
            switch (name) {
                case "name" -> named(id, value.toLowerCase(Locale.ROOT));
                case "basedOn" -> parents.put(id, value);
                default -> {}
            }
            xml.skip();
        });
    }

    private void named(String id, String name) {
        var heading = HEADING.matcher(name);
        if (heading.matches()) {
            levels.put(id, Integer.parseInt(heading.group(1)));
        } else if (name.equals("title")) {
            levels.put(id, 1);
        } else if (name.startsWith("list ")) {
            lists.add(id);
        }
    }

    /** From 1; 0 for text. */
    int level(String style) {
        var at = style;
        for (int steps = 0; at != null && steps < 10; steps++) {
            if (levels.containsKey(at)) {
                return levels.getOrDefault(at, 0);
            }
            at = parents.get(at);
        }
        return 0;
    }

    boolean list(String style) {
        return lists.contains(style);
    }
}
