package io.frond.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** The reference of the configuration, in Markdown: one table for each block, written from the recorded calls. */
final class ReferencePage {
    private static final String HEAD = """
            # Configuration

            <!-- Generated from the program. To write it anew: mvn test -Dtest=ReferencePageTest -Dreference.write=true -->

            A file in YAML. Every key that is not listed here is an error; all errors are reported at once.

            - Durations are written `250ms`, `10s`, `2m`, `1h`, `7d`; bytes `64KiB`, `256MiB`, `2GiB`; counts `500`, `200k`;
              shares `20%` or `0.2`.
            - `${VAR}` is replaced by a variable of the environment, `${VAR:-default}` gives a default,
              `${VAR:?message}` a message of your own when it is missing, `${file:path}` the content of a file. `$${` is a
              plain `${`. Within `{ }` and `[ ]` such a value needs quotes.
            - Relative paths begin at the folder of the file.
            - Several files make one configuration; no value may stand in two of them.
            """;

    private final StringBuilder page = new StringBuilder(HEAD);
    private final Deque<Map.Entry<String, SchemaSection>> open = new ArrayDeque<>();

    private ReferencePage() {}

    static String of(SchemaSection root) {
        var page = new ReferencePage();
        page.open.add(Map.entry("", root));
        while (!page.open.isEmpty()) {
            Map.Entry<String, SchemaSection> next = page.open.pop();
            page.table(next.getKey(), next.getValue());
        }
        return page.page.toString();
    }

    private void table(String path, SchemaSection section) {
        page.append("\n## ")
                .append(path.isEmpty() ? "The file" : "`" + path + "`")
                .append("\n\n");
        page.append("| Key | Value | Default | What it is |\n|---|---|---|---|\n");
        var inner = new ArrayDeque<Map.Entry<String, SchemaSection>>();
        section.keys().forEach((name, key) -> {
            row(name, key);
            below(path.isEmpty() ? name : path + "." + name, key.form(), inner);
        });
        if (!section.alternatives().isEmpty()) {
            String ways = String.join("` or `", section.alternatives());
            page.append("\nExactly one of `").append(ways).append("` must be given.\n");
        }
        inner.descendingIterator().forEachRemaining(open::push);
    }

    private void row(String name, SchemaSection.Key key) {
        String fallback = key.fallback() == null ? (key.required() ? "required" : "") : "`" + key.fallback() + "`";
        page.append("| `").append(name).append("` | ").append(form(key.form())).append(" | ");
        page.append(fallback)
                .append(" | ")
                .append(key.doc().replace("|", "\\|"))
                .append(" |\n");
    }

    private static String form(SchemaSection.Form form) {
        return switch (form) {
            case SchemaSection.Single single -> single.kind().label();
            case SchemaSection.Several several -> several.kind().label() + ", or a list of them";
            case SchemaSection.ByName values -> values.kind().label() + " by name";
            case SchemaSection.Block block -> block.off() ? "block, or `off`" : "block";
            case SchemaSection.Either either -> either.kind().label() + ", or a block";
            case SchemaSection.Over over -> "block like the file";
            case SchemaSection.Blocks blocks -> "list of blocks";
            case SchemaSection.NamedBlocks blocks -> "blocks by name";
        };
    }

    private static void below(String path, SchemaSection.Form form, Deque<Map.Entry<String, SchemaSection>> inner) {
        switch (form) {
            case SchemaSection.Block block -> inner.add(Map.entry(path, block.inner()));
            case SchemaSection.Either either -> inner.add(Map.entry(path, either.inner()));
            case SchemaSection.Blocks blocks -> inner.add(Map.entry(path + "[]", blocks.inner()));
            case SchemaSection.NamedBlocks blocks -> inner.add(Map.entry(path + ".NAME", blocks.inner()));
            // its tables are those of the file
            case SchemaSection.Over over -> {}
            case SchemaSection.Single single -> {}
            case SchemaSection.Several several -> {}
            case SchemaSection.ByName values -> {}
        }
    }
}
