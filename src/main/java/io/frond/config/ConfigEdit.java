package io.frond.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file with other values in one block, everything else as it was written. Works line by line: a block
 * in braces and a value over several lines are not its business. Whoever uses the text reads it once more.
 */
public final class ConfigEdit {
    private final Yaml.Mapping block;
    private final LineEdits edits;
    /** The inner block that was begun last. */
    private String beginning = "";

    private ConfigEdit(Yaml.Mapping block, LineEdits edits) {
        this.block = block;
        this.edits = edits;
    }

    /**
     * @param text the whole file
     * @param diff in the unified form
     */
    public record Edited(String text, String diff) {}

    /**
     * @param label of the file in the diff
     * @param path keys from the top down to the block
     * @param values by keys of the block, {@code search.dense}, as they are written
     * @return empty where the file is written in a way that cannot be changed by lines
     */
    public static Optional<Edited> of(String label, String text, List<String> path, Map<String, String> values) {
        var tree = text.endsWith("\n") ? YamlTree.of(Origin.of(label, Path.of(""), text), text, new Faults()) : null;
        Yaml block = tree;
        for (String key : path) {
            block = block instanceof Yaml.Mapping mapping ? value(mapping, key) : null;
        }
        if (!(block instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
            return Optional.empty();
        }
        var lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        var edit = new ConfigEdit(mapping, new LineEdits(lines));
        boolean whole = values.entrySet().stream().allMatch(one -> edit.set(keys(one.getKey()), one.getValue()));
        return whole ? Optional.of(new Edited(edit.edits.text(), edit.edits.diff(label))) : Optional.empty();
    }

    private static List<String> keys(String dotted) {
        return Arrays.asList(dotted.split("\\.", -1));
    }

    private static @Nullable Yaml value(Yaml.Mapping mapping, String key) {
        var entry = mapping.entries().get(key);
        return entry == null ? null : entry.value();
    }

    private boolean set(List<String> keys, String value) {
        var inner = value(block, keys.getFirst());
        if (inner == null) {
            return begin(keys, value);
        }
        if (!(inner instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
            return false;
        }
        return switch (value(mapping, keys.getLast())) {
            case null -> insert(mapping, "", keys.getLast() + ": " + value);
            case Yaml.Scalar scalar -> replace(scalar, value);
            default -> false;
        };
    }

    /** Below one new key for all values of an inner block that is not there yet. */
    private boolean begin(List<String> keys, String value) {
        boolean begun = keys.getFirst().equals(beginning) || insert(block, "", keys.getFirst() + ":");
        beginning = keys.getFirst();
        return begun && insert(block, "  ", keys.getLast() + ": " + value);
    }

    /** Above the first key of a block, with as much space before it as that has. */
    private boolean insert(Yaml.Mapping into, String more, String line) {
        var first = into.entries().values().iterator().next().key();
        var written = edits.line(first.line() - 1);
        var indent = written.substring(0, Math.min(written.length(), first.column() - 1));
        edits.insert(first.line() - 1, indent + more + line);
        return indent.isBlank();
    }

    private boolean replace(Yaml.Scalar scalar, String value) {
        int number = scalar.place().line() - 1;
        var written = edits.line(number);
        int from = written.offsetByCodePoints(0, scalar.place().column() - 1);
        if (edits.touched(number) || !scalar.plain() || !written.startsWith(scalar.text(), from)) {
            return false;
        }
        edits.replace(
                number,
                written.substring(0, from)
                        + value
                        + written.substring(from + scalar.text().length()));
        return true;
    }
}
