package io.frond.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What configuration takes from its surroundings: variables and files. Remembers the files, so that they are watched. */
final class Outside {
    private static final long LARGEST = 1 << 20;

    private final Function<String, @Nullable String> variables;
    private final Set<Path> touched = new LinkedHashSet<>();

    Outside(Function<String, @Nullable String> variables) {
        this.variables = variables;
    }

    @Nullable
    String variable(String name) {
        return variables.apply(name);
    }

    /** The UTF-8 text of a file, at most 1 MiB, without the byte order mark that some editors put before it. */
    String text(Path file) throws Unfit {
        return text(file, LARGEST);
    }

    /** @param largest in bytes, whole MiB */
    String text(Path file, long largest) throws Unfit {
        touched.add(file);
        try {
            if (!Files.isRegularFile(file)) {
                throw new Unfit("there is no file " + file);
            }
            if (Files.size(file) > largest) {
                throw new Unfit(file + " is larger than " + (largest >> 20) + " MiB");
            }
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Unfit(file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new Unfit(file + " cannot be read");
        }
    }

    /** Checks that a folder is there. */
    Path folder(Path folder) throws Unfit {
        touched.add(folder);
        if (!Files.isDirectory(folder)) {
            throw new Unfit("there is no folder " + folder);
        }
        return folder;
    }

    Set<Path> touched() {
        return Set.copyOf(touched);
    }
}
