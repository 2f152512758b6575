package io.frond.retrieve.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;

/** One table, the first line its header. Fields are parted by whatever is most frequent in that line. */
final class CsvFormat implements Format {
    private static final int LONGEST_FIELD = 1 << 20;
    private static final int MOST_COLUMNS = 1_000;

    @Override
    public Formatted.Text read(String name, byte[] file, Allowance allowance) throws IOException {
        var text = Utf8.text(file);
        var table = new MarkdownText(allowance);
        try (var rows = CsvReader.builder()
                .fieldSeparator(separator(text))
                .maxBufferSize(LONGEST_FIELD)
                .ofCsvRecord(text)) {
            for (var row : rows) {
                add(row, table, allowance);
            }
        } catch (CsvParseException e) {
            throw new Unreadable("it is not CSV: a quote is never closed, or a field is longer than 1 MiB");
        }
        return table.titled("");
    }

    private static void add(CsvRecord row, MarkdownText table, Allowance allowance) {
        allowance.elements(row.getFieldCount());
        if (row.getFieldCount() > MOST_COLUMNS) {
            throw new Unreadable("it has more than " + MOST_COLUMNS + " columns");
        }
        if (table.isEmpty()) {
            table.header(row.getFields());
        } else if (row.getFields().stream().anyMatch(field -> !field.isBlank())) {
            table.row(row.getFields());
        }
    }

    private static char separator(String text) {
        int end = text.indexOf('\n');
        var first = end < 0 ? text : text.substring(0, end);
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char one) {
        return text.chars().filter(c -> c == one).count();
    }

    @Override
    public String noun() {
        return "CSV";
    }

    @Override
    public Content content() {
        return Content.TEXT;
    }
}
