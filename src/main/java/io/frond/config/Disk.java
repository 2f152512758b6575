package io.frond.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kinds of files and folders; a relative path begins where the configuration file is. */
final class Disk {
    private static final int MOST = 10_000;

    private Disk() {}

    /** A folder that is there. */
    static Kind<Path> folder() {
        return Kind.of(
                "folder", Path.of(""), Schemas.text(), word -> word.outside().folder(word.path()));
    }

    /** A file that need not be there yet, in a folder that is. */
    static Kind<Path> appended() {
        return Kind.of("file", Path.of(""), Schemas.text(), word -> {
            Path file = word.path();
            if (file.getParent() == null || !Files.isDirectory(file.getParent()) || Files.isDirectory(file)) {
                throw new Unfit("there is no folder for a file " + file);
            }
            return file;
        });
    }

    /** A folder that Frond writes to; it need not be there yet. */
    static Kind<Path> ownFolder() {
        return Kind.of("folder", Path.of(""), Schemas.text(), Word::path);
    }

    /** The text of a PEM file that holds such a block. What is in it is never repeated. */
    static Kind<String> pem(String block) {
        Kind<String> kind = Kind.of("file", "", Schemas.text(), word -> {
            Path file = word.path();
            String text = word.outside().text(file);
            if (!text.contains("-----BEGIN ") || !text.contains(block + "-----")) {
                throw new Unfit(file + " holds no PEM block -----BEGIN " + block + "-----");
            }
            return text;
        });
        return kind.kept();
    }

    /** The lines of a file; blank ones and those that begin with {@code #} are left out. */
    static Kind<List<String>> lines() {
        return Kind.of("file", List.of(), Schemas.text(), word -> {
            Path file = word.path();
            List<String> lines = word.outside()
                    .text(file)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (lines.isEmpty() || lines.size() > MOST) {
                throw new Unfit(file + " holds " + lines.size() + " lines; from 1 to " + MOST + " are wanted");
            }
            return lines;
        });
    }
}
