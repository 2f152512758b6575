package io.frond.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the configuration from files, from a text, or from nothing but the address of a model. Blocks: it reads files. */
public final class ConfigFile {
    private static final long LARGEST = 1 << 20;

    private final Names plugins;
    private final Function<String, @Nullable String> variables;

    /**
     * @param plugins what may be named
     * @param variables where <code>${VAR}</code> comes from: {@code System::getenv}
     */
    public ConfigFile(Names plugins, Function<String, @Nullable String> variables) {
        this.plugins = plugins;
        this.variables = variables;
    }

    /** What a reading gave. */
    sealed interface Reading {
        /** Every file and folder that it depended on. */
        Set<Path> touched();

        record Good(Config config, Set<Path> touched) implements Reading {}

        record Bad(InvalidConfig faults, Set<Path> touched) implements Reading {}
    }

    /** Files that together make one configuration; what two of them set is a fault. Throws {@link InvalidConfig}. */
    public Config read(List<Path> files) {
        return switch (load(files)) {
            case Reading.Good good -> good.config();
            case Reading.Bad bad -> throw bad.faults();
        };
    }

    /**
     * A text.
     *
     * @param label what messages call it
     * @param folder where relative paths begin
     */
    public Config parse(String label, Path folder, String yaml) {
        var faults = new Faults();
        Yaml.Mapping tree = YamlTree.of(Origin.of(label, folder, yaml), yaml, faults);
        return config(tree, faults, new Outside(variables));
    }

    /**
     * One backend named {@code main}, all else by default.
     *
     * @param url up to and including {@code /v1}
     * @param key null or empty for none
     */
    public Config ofBackend(String url, @Nullable String key) {
        var entries = new LinkedHashMap<String, Yaml.Entry>();
        entries.put("url", written("the backend's URL", url));
        if (key != null && !key.isEmpty()) {
            entries.put("key", written("the backend's key", key));
        }
        Place here = Origin.of("(no file)", Path.of(""), "").start();
        Yaml tree = new Yaml.Mapping(here, entries);
        for (String above : List.of("main", "backends")) {
            tree = new Yaml.Mapping(here, Map.of(above, new Yaml.Entry(here, tree)));
        }
        return config((Yaml.Mapping) tree, new Faults(), new Outside(name -> null));
    }

    private static Yaml.Entry written(String label, String value) {
        Place place = Origin.of(label, Path.of(""), "").start();
        return new Yaml.Entry(place, new Yaml.Scalar(place, value.replace("${", "$${"), false));
    }

    Reading load(List<Path> files) {
        var faults = new Faults();
        var outside = new Outside(variables);
        var touched = new LinkedHashSet<Path>();
        files.forEach(file -> touched.add(file.toAbsolutePath()));
        try {
            Config config = config(merged(files, faults), faults, outside);
            touched.addAll(outside.touched());
            return new Reading.Good(config, touched);
        } catch (InvalidConfig e) {
            touched.addAll(outside.touched());
            return new Reading.Bad(e, touched);
        }
    }

    private static Yaml.@Nullable Mapping merged(List<Path> files, Faults faults) {
        var trees = new ArrayList<Yaml.Mapping>();
        for (Path file : files) {
            Yaml.Mapping tree = tree(file, faults);
            if (tree != null) {
                trees.add(tree);
            }
        }
        boolean whole = trees.size() == files.size();
        return whole ? trees.stream().reduce((a, b) -> a.plus(b, "", faults)).orElse(null) : null;
    }

    private static Yaml.@Nullable Mapping tree(Path file, Faults faults) {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent() == null ? absolute : absolute.getParent();
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
                return unreadable(file, folder, "is larger than 1 MiB", faults);
            }
            String text = Files.readString(file);
            return YamlTree.of(Origin.of(file.toString(), folder, text), text, faults);
        } catch (CharacterCodingException e) {
            return unreadable(file, folder, "is not UTF-8 text", faults);
        } catch (NoSuchFileException e) {
            return unreadable(file, folder, "does not exist: there is no file " + absolute.normalize(), faults);
        } catch (IOException e) {
            return unreadable(file, folder, "cannot be read", faults);
        }
    }

    private static Yaml.@Nullable Mapping unreadable(Path file, Path folder, String problem, Faults faults) {
        faults.add(Origin.of(file.toString(), folder, "").start(), "", problem);
        return null;
    }

    private Config config(Yaml.@Nullable Mapping tree, Faults faults, Outside outside) {
        if (tree == null) {
            throw faults.asException();
        }
        var desk = new Cursor.Desk(faults, new Expansion(outside), tree);
        var cursor = new Cursor(tree, tree.place(), "", desk);
        var telling = new Telling();
        Config config = YamlSection.read(cursor, telling, section -> Vocabulary.read(section, plugins));
        if (!faults.isEmpty()) {
            throw faults.asException();
        }
        return config.told(telling.effective());
    }
}
