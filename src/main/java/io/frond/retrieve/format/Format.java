package io.frond.retrieve.format;

import java.io.IOException;

/** Reads files of one kind. Stateless; runs on a worker, many at once. */
interface Format {

    /**
     * The file's text and title.
     *
     * @param name of the file, with its extension
     * @param allowance to be told of every element, every unpacked byte, every character that comes out
     * @throws IOException where the file is broken; its message is not shown to anybody
     */
    Formatted.Text read(String name, byte[] file, Allowance allowance) throws IOException;

    /** What to call it: {@code a PDF}. */
    String noun();

    /** What its content looks like. */
    Content content();
}
