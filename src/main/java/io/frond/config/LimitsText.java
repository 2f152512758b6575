package io.frond.config;

import io.frond.model.Limits;
import java.nio.file.Path;

/** Limits that come by themselves, not in a configuration: the same words, read as strictly. */
public final class LimitsText {
    private static final String BLOCK = "limits";

    private LimitsText() {}

    /**
     * Of a tenant or key. Nothing is replaced in it: variables and files are the configuration's alone. Throws {@link
     * InvalidConfig}, whose paths begin with {@code limits}.
     *
     * @param text a block of YAML or JSON
     */
    public static Limits read(String text) {
        var faults = new Faults();
        var origin = Origin.of(BLOCK, Path.of(""), text);
        var tree = YamlTree.of(origin, text, faults);
        if (text.contains("${")) {
            faults.add(origin.start(), BLOCK, "no variable can stand here");
        }
        if (tree == null || !faults.isEmpty()) {
            throw faults.asException();
        }
        var desk = new Cursor.Desk(faults, new Expansion(new Outside(name -> null)), tree);
        var limits =
                YamlSection.read(new Cursor(tree, origin.start(), BLOCK, desk), new Telling(), LimitsBlock::withModels);
        if (!faults.isEmpty()) {
            throw faults.asException();
        }
        return limits;
    }
}
