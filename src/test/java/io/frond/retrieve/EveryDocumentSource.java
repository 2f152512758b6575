package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.retrieve.DocumentSource.Changes;
import io.frond.retrieve.DocumentSource.Reading;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every source of documents. */
@ExtendWith(VertxExtension.class)
public abstract class EveryDocumentSource {
    protected DocumentSource source;

    /** A source over nothing yet. */
    protected abstract DocumentSource open(Vertx vertx) throws Exception;

    /** Puts a document there, as its author would. */
    protected abstract void write(String id, String text) throws Exception;

    protected abstract void remove(String id) throws Exception;

    @BeforeEach
    void begin(Vertx vertx) throws Exception {
        source = open(vertx);
    }

    @Test
    void theFirstLookNamesEveryDocument() throws Exception {
        write("a.md", "one");
        write("deep/er/b.txt", "two");
        assertThat(look().changed()).containsExactlyInAnyOrder("a.md", "deep/er/b.txt");
    }

    @Test
    void aDocumentIsReadAsItWasWritten() throws Exception {
        write("a.md", "# Größe\n\n42 €, 😀\n");
        var document = whole("a.md");
        assertThat(document.id()).isEqualTo("a.md");
        assertThat(document.text()).isEqualTo("# Größe\n\n42 €, 😀\n");
    }

    @Test
    void whatDidNotChangeIsNamedOnce() throws Exception {
        write("a.md", "one");
        settle();
        assertThat(look()).isEqualTo(NOTHING);
    }

    @Test
    void aChangedDocumentIsNamedAgainWithAnotherVersion() throws Exception {
        write("a.md", "one");
        settle();
        var before = whole("a.md").version();
        write("a.md", "two");
        assertThat(look().changed()).containsExactly("a.md");
        assertThat(whole("a.md").version()).isNotEqualTo(before);
    }

    @Test
    void equalContentHasEqualVersions() throws Exception {
        write("a.md", "one");
        write("b.md", "one");
        assertThat(whole("a.md").version()).isEqualTo(whole("b.md").version());
    }

    @Test
    void aNewDocumentIsNamedAlone() throws Exception {
        write("a.md", "one");
        settle();
        write("b.md", "two");
        assertThat(look().changed()).containsExactly("b.md");
    }

    @Test
    void aRemovedDocumentIsNamedOnce() throws Exception {
        write("a.md", "one");
        settle();
        remove("a.md");
        assertThat(look().removed()).containsExactly("a.md");
        assertThat(look()).isEqualTo(NOTHING);
    }

    @Test
    void whatIsGoneByTheTimeOfReadingIsUnsettled() throws Exception {
        write("a.md", "one");
        assertThat(look().changed()).containsExactly("a.md");
        remove("a.md");
        assertThat(get(source.read("a.md"))).isInstanceOf(Reading.Unsettled.class);
    }

    @Test
    void aDocumentThatComesBackIsNamedAgain() throws Exception {
        write("a.md", "one");
        settle();
        remove("a.md");
        assertThat(look().removed()).containsExactly("a.md");
        write("a.md", "one");
        assertThat(look().changed()).containsExactly("a.md");
    }

    private static final Changes NOTHING = new Changes(java.util.List.of(), java.util.List.of());

    protected final Changes look() throws Exception {
        return get(source.look());
    }

    protected final Document whole(String id) throws Exception {
        return ((Reading.Whole) get(source.read(id))).document();
    }

    /** Reads whatever the looks name, until they name nothing. */
    protected final void settle() throws Exception {
        for (var changes = look(); !changes.equals(NOTHING); changes = look()) {
            for (var id : changes.changed()) {
                assertThat(get(source.read(id))).isNotNull();
            }
        }
    }
}
