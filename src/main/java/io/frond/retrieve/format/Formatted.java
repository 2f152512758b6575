package io.frond.retrieve.format;

/** What came of reading a file. */
public sealed interface Formatted {

    /** The same with a title that is known from elsewhere, unless it has one of its own. */
    Formatted titled(String title);

    /**
     * Its text.
     *
     * @param title of the document; empty where it has none
     * @param text Markdown: headings, paragraphs, lists, tables; a title stands in a block of settings at its front
     */
    record Text(String title, String text) implements Formatted {

        @Override
        public Formatted titled(String other) {
            var line = MarkdownText.title(other);
            return line.isEmpty() || !title.isEmpty() || text.startsWith("---\n")
                    ? this
                    : new Text(line, MarkdownText.front(line) + text);
        }

        /** Contents stay out of logs. */
        @Override
        public String toString() {
            return "Text[" + text.length() + " characters]";
        }
    }

    /**
     * It cannot be searched as it is.
     *
     * @param why a sentence without a capital and full stop that says what would help; names no content
     */
    record Unfit(String why) implements Formatted {

        @Override
        public Formatted titled(String title) {
            return this;
        }
    }
}
