package io.frond.retrieve.format;

import org.jspecify.annotations.Nullable;

/**
 * How text would look at some place of a page.
 *
 * @param gone nothing within is shown, whatever its own style says
 * @param transparent text is not drawn here
 * @param color red, green, blue of the text; null where unknown
 * @param ground of what is behind it; null where unknown
 */
record Seen(
        boolean gone,
        boolean transparent,
        @Nullable Integer color,
        @Nullable Integer ground) {
    private static final int WHITE = 0xFFFFFF;

    /** Colours nearer than this to their ground, summed over red, green and blue, are not read by anybody. */
    private static final int NEAR = 48;

    static final Seen PAGE = new Seen(false, false, 0, WHITE);

    boolean shown() {
        return !gone && !transparent && (color == null || ground == null || distance(color, ground) >= NEAR);
    }

    private static int distance(int one, int other) {
        return Math.abs((one >> 16) - (other >> 16))
                + Math.abs(((one >> 8) & 0xFF) - ((other >> 8) & 0xFF))
                + Math.abs((one & 0xFF) - (other & 0xFF));
    }
}
