package io.frond.evaluate;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions with their answers, one JSON object in each line: {@code {"question": "...", "documents": ["id"]}}. */
public final class QuestionFile {
    private static final String FORM = "a line looks like {\"question\": \"...\", \"documents\": [\"returns.md\"]}";

    private QuestionFile() {}

    /** What is wrong with the file, and in which line, for whoever wrote it. */
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Blocks.
     *
     * @param known whether there is a document of this id
     */
    public static List<Asked> read(Path file, Set<String> known) throws Wrong {
        var questions = new ArrayList<Asked>();
        var lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                questions.add(asked(lines.get(i), known, file + ":" + (i + 1) + ": "));
            }
        }
        if (questions.isEmpty()) {
            throw new Wrong(file + ": there is no question in it; " + FORM);
        }
        return questions;
    }

    private static List<String> lines(Path file) throws Wrong {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new Wrong(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new Wrong(file + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new Wrong(file + ": cannot be read");
        }
    }

    private static Asked asked(String line, Set<String> known, String where) throws Wrong {
        var row = row(line);
        if (row == null
                || !(row.getValue("question") instanceof String text)
                || text.isBlank()
                || !(row.getValue("documents") instanceof JsonArray named)) {
            throw new Wrong(where + "is not a question with its documents; " + FORM);
        }
        var documents = new LinkedHashSet<String>();
        for (var id : named) {
            if (!(id instanceof String document) || !known.contains(document)) {
                throw new Wrong(where + "there is no document " + id + "; ids are names within the collection"
                        + known.stream()
                                .sorted()
                                .findFirst()
                                .map(one -> ", such as " + one)
                                .orElse(""));
            }
            documents.add(document);
        }
        return new Asked(text.strip(), documents);
    }

    private static @Nullable JsonObject row(String line) {
        try {
            return new JsonObject(line);
        } catch (DecodeException e) {
            return null;
        }
    }
}
