package io.frond.retrieve.format;

import java.time.Duration;

/**
 * What reading one file may cost. Together they keep it below 256 MB of memory.
 *
 * @param bytes of a packed file, such as PDF and DOCX
 * @param text bytes of a file that is text, and characters of what is read from any
 * @param unpacked bytes that come out of all its compressed parts together
 * @param ratio unpacked bytes per byte of the file; below {@link #HARMLESS} bytes it is not asked for
 * @param elements paragraphs, cells, tags, pages, whatever the format consists of
 * @param depth of elements within elements
 * @param time from the moment a worker takes it up
 */
public record Limits(long bytes, int text, long unpacked, int ratio, int elements, int depth, Duration time) {
    public static final Limits DEFAULT =
            new Limits(32L << 20, 10 << 20, 64L << 20, 100, 200_000, 64, Duration.ofSeconds(10));

    static final long HARMLESS = 8L << 20;
}
