package io.frond.files;

import io.frond.model.Workers;
import io.frond.retrieve.format.Formats;
import io.frond.retrieve.format.Formatted;
import io.frond.retrieve.format.Limits;
import io.vertx.core.Future;
import java.nio.file.Files;

/** Makes text of files. The one place here that knows formats. */
final class Texts {
    private final Repository repository;
    private final Workers workers;
    private final Formats formats;

    Texts(Repository repository, Workers workers, Formats formats) {
        this.repository = repository;
        this.workers = workers;
        this.formats = formats;
    }

    /** What came of it. */
    sealed interface Outcome {

        record Text(String text) implements Outcome {}

        /**
         * @param code OpenAI's word for it
         * @param why for the client; names no content
         */
        record Unfit(String code, String why) implements Outcome {}
    }

    /** Fails where the file cannot be read from the disk. */
    Future<Outcome> of(StoredFile file) {
        long largest = Formats.largest(file.name(), Limits.DEFAULT);
        if (file.bytes() > largest) {
            return Future.succeededFuture(
                    unfit(file.name(), "it is larger than the " + (largest >> 20) + " MiB that are indexed"));
        }
        return workers.run(() -> Files.readAllBytes(repository.bytes(file)))
                .compose(bytes -> formats.text(file.name(), bytes, Limits.DEFAULT))
                .map(formatted -> outcome(file.name(), formatted));
    }

    private static Outcome outcome(String name, Formatted formatted) {
        return switch (formatted) {
            case Formatted.Unfit unfit -> unfit(name, unfit.why());
            case Formatted.Text found ->
                found.text().isBlank() ? unfit(name, "it holds no text") : new Outcome.Text(found.text());
        };
    }

    private static Outcome unfit(String name, String why) {
        var code = Formats.knows(name) ? "invalid_file" : "unsupported_file";
        return new Outcome.Unfit(code, "The file cannot be searched: " + why + ".");
    }
}
