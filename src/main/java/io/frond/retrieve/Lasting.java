package io.frond.retrieve;

import io.frond.model.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Versions of sources that end at a moment though nothing is changed: when a document's validity ends, when it becomes
 * stale, when another one becomes valid. The moment stands in the version, behind a {@code !}, so that an answer
 * carries it wherever it is kept.
 */
final class Lasting {
    private static final char MARK = '!';

    private Lasting() {}

    /** @param until null for no end */
    static Source until(Source source, @Nullable Instant until) {
        return until == null ? source : with(source, source.version() + MARK + until.toEpochMilli());
    }

    static boolean over(Source source, Instant now) {
        int mark = source.version().lastIndexOf(MARK);
        return mark >= 0 && now.toEpochMilli() >= millis(source.version().substring(mark + 1));
    }

    /** Without the moment. */
    static Source bare(Source source) {
        int mark = source.version().lastIndexOf(MARK);
        return mark < 0 ? source : with(source, source.version().substring(0, mark));
    }

    /** What is none of ours has ended. */
    private static long millis(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Long.MIN_VALUE;
        }
    }

    private static Source with(Source source, String version) {
        return new Source(source.knowledge(), source.document(), version);
    }

    /** The sooner of two; null is never. */
    static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
