package io.frond.retrieve.format;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.filter.DecodeResult;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;

/**
 * Stands before each of PDFBox's decompressors and counts what comes out. PDFBox unpacks whole streams into memory and
 * has no bound of its own, so a megabyte of bomb would end the process; it also has no place to hang one in, so its
 * table of filters is opened by reflection. Where that fails no PDF is read at all.
 */
final class BoundedFilter extends Filter {
    private static final int WIDEST_ROW = 1 << 20;
    private static final ThreadLocal<Allowance> COUNTING = new ThreadLocal<>();

    private final Filter real;

    private BoundedFilter(Filter real) {
        this.real = real;
    }

    /** Reading that unpacks. */
    @FunctionalInterface
    interface Reading {
        Formatted.Text read() throws IOException;
    }

    static synchronized void install() {
        try {
            var field = FilterFactory.class.getDeclaredField("filters");
            field.setAccessible(true);
            @SuppressWarnings("unchecked")
            var filters = (Map<COSName, Filter>) field.get(FilterFactory.INSTANCE);
            filters.replaceAll((name, filter) -> filter instanceof BoundedFilter ? filter : new BoundedFilter(filter));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this PDFBox keeps its filters elsewhere", e);
        }
    }

    /** Whatever this thread unpacks meanwhile counts against the allowance. */
    static Formatted.Text counting(Allowance allowance, Reading reading) throws IOException {
        COUNTING.set(allowance);
        try {
            return reading.read();
        } finally {
            COUNTING.remove();
        }
    }

    @Override
    public DecodeResult decode(InputStream encoded, OutputStream decoded, COSDictionary parameters, int index)
            throws IOException {
        check(parameters, index);
        return real.decode(encoded, counted(decoded), parameters, index);
    }

    @Override
    public DecodeResult decode(
            InputStream encoded, OutputStream decoded, COSDictionary parameters, int index, DecodeOptions options)
            throws IOException {
        check(parameters, index);
        return real.decode(encoded, counted(decoded), parameters, index, options);
    }

    /** A row of picture elements is held in memory. */
    private void check(COSDictionary parameters, int index) {
        var decoding = getDecodeParams(parameters, index);
        long bits = (long) decoding.getInt(COSName.COLUMNS, 1) * decoding.getInt(COSName.COLORS, 1);
        if (bits < 0 || bits > WIDEST_ROW) {
            throw new Unreadable("it asks for rows of more than " + WIDEST_ROW + " elements, as bombs do");
        }
    }

    private static OutputStream counted(OutputStream out) {
        var allowance = COUNTING.get();
        return allowance == null ? out : new Counted(out, allowance);
    }

    @Override
    protected void encode(InputStream input, OutputStream encoded, COSDictionary parameters) throws IOException {
        real.encode(input, encoded, parameters, 0);
    }

    private static final class Counted extends FilterOutputStream {
        private final Allowance allowance;

        Counted(OutputStream out, Allowance allowance) {
            super(out);
            this.allowance = allowance;
        }

        @Override
        public void write(int b) throws IOException {
            allowance.unpacked(1);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            allowance.unpacked(length);
            out.write(bytes, from, length);
        }
    }
}
