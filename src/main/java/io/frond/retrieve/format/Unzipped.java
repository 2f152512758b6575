package io.frond.retrieve.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipInputStream;

/**
 * Parts of a ZIP archive, in memory. Names only choose; nothing is ever written under them. What is not wanted is
 * unpacked all the same, to get past it, and counts.
 */
final class Unzipped {
    private static final int MOST_ENTRIES = 10_000;

    private Unzipped() {}

    /** By name; of two entries of one name the first. */
    static Map<String, byte[]> of(byte[] archive, Predicate<String> wanted, Allowance allowance) throws IOException {
        var parts = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            int entries = 0;
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    throw new Unreadable("it is an archive of more than " + MOST_ENTRIES + " parts");
                }
                var bytes = bytes(zip, wanted.test(entry.getName()), allowance);
                parts.putIfAbsent(entry.getName(), bytes);
            }
        }
        parts.keySet().removeIf(name -> !wanted.test(name));
        return parts;
    }

    private static byte[] bytes(InputStream in, boolean kept, Allowance allowance) throws IOException {
        var all = new ByteArrayOutputStream();
        var some = new byte[16 << 10];
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            allowance.unpacked(read);
            if (kept) {
                all.write(some, 0, read);
            }
        }
        return all.toByteArray();
    }
}
