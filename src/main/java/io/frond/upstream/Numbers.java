package io.frond.upstream;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a backend's configured endpoints, from 1. A URL keeps its number while lists of endpoints come and go;
 * one that is new gets the next, which no other had. So a name means the same endpoint in every figure.
 */
final class Numbers {
    private record Given(URI url, int number) {}

    private final List<Given> given = new ArrayList<>();
    private final List<Given> known = new ArrayList<>();
    private int last;

    /** @param before those of the backend that was here until now */
    void begin(@Nullable Numbers before) {
        if (before != null) {
            known.addAll(before.given);
            last = before.last;
        }
    }

    /** Of the next endpoint in the list; one URL may stand there several times. */
    int of(URI url) {
        var same = known.stream().filter(one -> one.url().equals(url)).findFirst();
        same.ifPresent(known::remove);
        var mine = same.orElseGet(() -> new Given(url, ++last));
        given.add(mine);
        return mine.number();
    }
}
