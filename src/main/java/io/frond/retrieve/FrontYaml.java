package io.frond.retrieve;

import io.frond.retrieve.FrontFacts.Wrong;
import java.util.Iterator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A block of YAML read event by event: nothing is built, so that neither depth nor aliases can exhaust anything.
 * Problems say which key, and never what stands there.
 */
final class FrontYaml {
    private static final int LONGEST = 16 << 10;
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private final Iterator<Event> events;

    /** Takes a key and the event with which its value begins; must read the value to its end. */
    interface Entry {
        void take(String key, Event value) throws Wrong;
    }

    FrontYaml(String text) throws Wrong {
        if (text.length() > LONGEST) {
            throw new Wrong("they are longer than " + (LONGEST >> 10) + " KiB");
        }
        this.events = new Parse(SETTINGS).parseString(text).iterator();
    }

    void each(Entry entry) throws Wrong {
        var first = next();
        while (first.getEventId() == ID.StreamStart || first.getEventId() == ID.DocumentStart) {
            first = next();
        }
        eachOf("the block", first, entry);
    }

    void eachOf(String path, Event mapping, Entry entry) throws Wrong {
        if (mapping.getEventId() != ID.MappingStart) {
            throw new Wrong(path + " is not a block of keys");
        }
        for (var key = next(); key.getEventId() != ID.MappingEnd; key = next()) {
            entry.take(scalar("a key", key).getValue(), next());
        }
    }

    ScalarEvent scalar(String path, Event value) throws Wrong {
        if (value instanceof ScalarEvent scalar) {
            return scalar;
        }
        throw new Wrong(path + " is not a text, number, true or false");
    }

    void skip(Event value) throws Wrong {
        int depth = opens(value);
        while (depth > 0) {
            depth += opens(next());
        }
    }

    private static int opens(Event event) {
        return switch (event.getEventId()) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
        };
    }

    private Event next() throws Wrong {
        try {
            return events.next();
        } catch (YamlEngineException e) {
            throw new Wrong("they are not YAML");
        }
    }
}
