package io.frond.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the tree of one document from the parser's events. Depth and aliases are bounded, so that neither the stack nor
 * the memory can be exhausted by a hostile text.
 */
final class YamlTree {
    private static final int DEEPEST = 32;
    private static final int MOST_ALIASES = 100;

    private final Origin origin;
    private final Faults faults;
    private final Iterator<Event> events;
    private final Map<Anchor, Yaml> anchors = new HashMap<>();
    private int depth;
    private int aliases;
    private String path = "";

    private YamlTree(Origin origin, Faults faults, Iterator<Event> events) {
        this.origin = origin;
        this.faults = faults;
        this.events = events;
    }

    /** The document's blocks; null when it cannot be read, with the reason among the faults. */
    static Yaml.@Nullable Mapping of(Origin origin, String text, Faults faults) {
        var settings = LoadSettings.builder().setUseMarks(true).build();
        try {
            var events = new Parse(settings).parseString(text).iterator();
            return new YamlTree(origin, faults, events).document();
        } catch (YamlEngineException e) {
            SyntaxFault.of(e, origin, text, faults);
        } catch (Stop e) {
            faults.add(e.place, "", e.problem);
        }
        return null;
    }

    private Yaml.Mapping document() {
        Event first = next();
        while (first.getEventId() == Event.ID.StreamStart || first.getEventId() == Event.ID.DocumentStart) {
            first = next();
        }
        if (first.getEventId() == Event.ID.StreamEnd) {
            throw nothing(origin.start());
        }
        Yaml root = node(first);
        Event end = next();
        Event more = end.getEventId() == Event.ID.StreamEnd ? end : next();
        if (more.getEventId() != Event.ID.StreamEnd) {
            throw new Stop(place(more), "a second document begins here; a file holds one");
        }
        if (root instanceof Yaml.Mapping mapping) {
            return mapping;
        }
        if (root instanceof Yaml.Scalar scalar && scalar.empty()) {
            throw nothing(root.place());
        }
        throw new Stop(root.place(), "the file must be a block of keys, such as backends:, but holds " + root.what());
    }

    private static Stop nothing(Place place) {
        return new Stop(place, "there is nothing in it; the least is backends: with one name and its url");
    }

    private Yaml node(Event event) {
        if (event instanceof AliasEvent alias) {
            return anchored(alias);
        }
        if (++depth > DEEPEST) {
            throw new Stop(place(event), "nested more than " + DEEPEST + " levels deep");
        }
        Yaml node =
                switch (event) {
                    case ScalarEvent scalar -> new Yaml.Scalar(place(event), scalar.getValue(), scalar.isPlain());
                    case SequenceStartEvent list -> items(place(list));
                    case MappingStartEvent block -> mapping(place(block));
                    default -> throw new Stop(place(event), "unexpected here");
                };
        depth--;
        anchor(event).ifPresent(name -> anchors.put(name, node));
        return node;
    }

    private Yaml anchored(AliasEvent alias) {
        Yaml node = anchors.get(alias.getAlias());
        if (node == null) {
            throw new Stop(place(alias), "no anchor &" + alias.getAlias().getValue() + " is finished before this");
        }
        if (++aliases > MOST_ALIASES) {
            throw new Stop(place(alias), "more than " + MOST_ALIASES + " aliases");
        }
        return node;
    }

    private static Optional<Anchor> anchor(Event event) {
        return event instanceof NodeEvent node ? node.getAnchor() : Optional.empty();
    }

    private Yaml.Items items(Place place) {
        var items = new ArrayList<Yaml>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(node(event));
        }
        return new Yaml.Items(place, items);
    }

    private Yaml.Mapping mapping(Place place) {
        var entries = new LinkedHashMap<String, Yaml.Entry>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            Place at = place(event);
            if (!(node(event) instanceof Yaml.Scalar key)) {
                throw new Stop(at, "a key must be a single word");
            }
            String above = path;
            path = above.isEmpty() ? key.text() : above + "." + key.text();
            Yaml.Entry before = entries.putIfAbsent(key.text(), new Yaml.Entry(at, node(next())));
            if (before != null) {
                faults.add(
                        at,
                        path,
                        "stands twice in this block, first in line "
                                + before.key().line());
            }
            path = above;
        }
        return new Yaml.Mapping(place, entries);
    }

    private Event next() {
        return events.next();
    }

    private Place place(Event event) {
        return place(origin, event.getStartMark());
    }

    static Place place(Origin origin, Optional<Mark> mark) {
        return mark.map(at -> new Place(origin, at.getLine() + 1, at.getColumn() + 1))
                .orElseGet(origin::start);
    }

    /** Nothing sensible can be read after this. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Place place;
        private final String problem;

        Stop(Place place, String problem) {
            super(problem, null, false, false);
            this.place = place;
            this.problem = problem;
        }
    }
}
