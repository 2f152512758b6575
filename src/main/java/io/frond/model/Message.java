package io.frond.model;

/**
 * One message of a conversation, as far as Frond reads it.
 *
 * @param role as written; any role passes
 * @param text its text: the content string, or its text parts joined by a newline; of more than 8 KiB the two ends, of
 *     4 KiB each; empty where there is none
 * @param content where the value of {@code content} stands in the body, quotes or brackets included; an empty range
 *     at 0 where the message has none. Its first byte tells the form: {@code "} a string, {@code [} parts
 * @param image whether one of its parts is an image
 */
public record Message(String role, String text, Span content, boolean image) {

    /** A message of words. */
    public Message(String role, String text, Span content) {
        this(role, text, content, false);
    }
}
