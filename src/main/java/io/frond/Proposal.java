package io.frond;

import io.frond.config.Config;
import io.frond.config.ConfigEdit;
import io.frond.config.InvalidConfig;
import io.frond.config.KnowledgeConfig;
import io.frond.evaluate.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Other settings of a collection as a change of the configuration file. The changed text is read as the file would be:
 * what does not come to exactly the wanted configuration is not proposed.
 *
 * @param file null where there is none
 * @param config what is in it now
 */
record Proposal(ConfigSource source, @Nullable Path file, Config config) {

    /** A diff where the file can be changed line by line, else the lines that belong below the collection. Blocks. */
    String of(KnowledgeConfig collection, Settings wanted) {
        var changes = wanted.changes(Settings.of(collection));
        return diff(collection, wanted, changes).orElseGet(() -> lines(collection, changes));
    }

    private Optional<String> diff(KnowledgeConfig collection, Settings wanted, Map<String, String> changes) {
        try {
            return file == null
                    ? Optional.empty()
                    : ConfigEdit.of(
                                    file.toString(),
                                    Files.readString(file),
                                    List.of("knowledge", collection.name()),
                                    changes)
                            .filter(edited -> meant(edited.text(), collection, wanted))
                            .map(ConfigEdit.Edited::diff);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean meant(String text, KnowledgeConfig collection, Settings wanted) {
        var expected = new HashMap<>(config.collections());
        expected.put(collection.name(), wanted.in(collection));
        try {
            return source.parse(text).collections().equals(expected);
        } catch (InvalidConfig invalid) {
            return false;
        }
    }

    private static String lines(KnowledgeConfig collection, Map<String, String> changes) {
        var lines = new StringBuilder("In the block of " + collection.name() + ":\n");
        var block = "";
        for (var change : changes.entrySet()) {
            int dot = change.getKey().indexOf('.');
            var of = change.getKey().substring(0, dot);
            if (!of.equals(block)) {
                lines.append("  ").append(of).append(":\n");
                block = of;
            }
            lines.append("    ")
                    .append(change.getKey(), dot + 1, change.getKey().length());
            lines.append(": ").append(change.getValue()).append('\n');
        }
        return lines.toString();
    }
}
