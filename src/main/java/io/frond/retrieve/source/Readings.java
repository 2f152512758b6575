package io.frond.retrieve.source;

import io.frond.retrieve.Document;
import io.frond.retrieve.DocumentSource.Reading;
import io.frond.retrieve.Facts;
import io.frond.retrieve.format.Formatted;

/** From what a file says to what a source answers. */
final class Readings {
    private Readings() {}

    static Reading of(String id, Formatted read, Facts facts) {
        return switch (read) {
            case Formatted.Text text -> new Reading.Whole(new Document(id, text.text(), facts));
            case Formatted.Unfit unfit -> new Reading.Unfit(unfit.why());
        };
    }
}
