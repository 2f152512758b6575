package io.frond.account;

import io.frond.account.Usages.Row;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A line of the files of usage: a checksum, a blank, a JSON array. People may read them; a line that was torn in the
 * writing does not fit its checksum.
 *
 * @param number of the batch that it came with
 * @param kind {@code h} an hour, {@code d} a day, {@code s} the beginning of a snapshot, {@code e} its end
 */
record UsageLine(long number, String kind, Row row) {
    static final String HOUR = "h";
    static final String DAY = "d";
    static final String START = "s";
    static final String END = "e";

    private static final Consumer NOBODY = new Consumer("", "", "", "", "", "");
    private static final int DIGITS = 8;
    private static final int FIXED = 9;

    /** A line about the file itself. */
    static UsageLine mark(long number, String kind, long value) {
        return new UsageLine(number, kind, new Row(value, NOBODY, new Tally()));
    }

    /** With the line's end. */
    String text() {
        var array = new JsonArray().add(number).add(kind).add(row.start());
        row.who().parts().forEach(array::add);
        for (Counted what : Counted.values()) {
            array.add(row.tally().get(what));
        }
        String json = array.encode();
        return checksum(json) + " " + json + "\n";
    }

    /**
     * Null where it was not written whole.
     *
     * @param line without its end
     */
    static @Nullable UsageLine read(String line) {
        if (line.length() <= DIGITS || !line.startsWith(checksum(line.substring(DIGITS + 1)))) {
            return null;
        }
        try {
            return read(new JsonArray(line.substring(DIGITS + 1)));
        } catch (DecodeException | ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    /** Counts that an older Frond did not know are zero. */
    private static UsageLine read(JsonArray array) {
        var parts = new String[FIXED - 3];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Objects.requireNonNull(array.getString(3 + i));
        }
        var tally = new Tally();
        for (Counted what : Counted.values()) {
            if (FIXED + what.place() < array.size()) {
                var unused = tally.add(what, array.getLong(FIXED + what.place()));
            }
        }
        return new UsageLine(
                array.getLong(0),
                Objects.requireNonNull(array.getString(1)),
                new Row(array.getLong(2), Consumer.of(Arrays.asList(parts)), tally));
    }

    private static String checksum(String json) {
        var crc = new CRC32();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
