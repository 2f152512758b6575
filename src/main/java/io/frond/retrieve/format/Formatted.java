package io.frond.retrieve.format;

/** What came of reading a file. */
public sealed interface Formatted {

    /**
     * Its text.
     *
     * @param title of the document; empty where it has none
     * @param text Markdown: headings, paragraphs, lists, tables; a title stands in a block of settings at its front
     */
    record Text(String title, String text) implements Formatted {

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
    record Unfit(String why) implements Formatted {}
}
